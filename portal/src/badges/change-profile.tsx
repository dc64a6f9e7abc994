import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { BadgeView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LongField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Note } from '../ui/note.tsx';
import { useBadgeActions } from './badges-api.ts';
import { type PickedPicture, PictureField } from './picture-field.tsx';
import { ProfileFields } from './profile-fields.tsx';

type ChangeProfileProps = { readonly badge: BadgeView; readonly onClose: () => void };

/** Changes the profile, or answers the operator's question; the picture is sent only if another one was chosen. */
export function ChangeProfile({ badge, onClose }: ChangeProfileProps) {
  const { t } = useTranslation();
  const { change } = useBadgeActions();
  const [picture, setPicture] = useState<PickedPicture>();
  const isAsked = badge.state === 'needs_more';
  const send = async ({ displayName, url, answer }: Record<string, string>) => {
    await change(badge.handle, {
      displayName,
      url,
      ...(picture !== undefined && { picture }),
      ...(answer && { answer }),
    });
    onClose();
    announce(t('badges.change.done'));
  };
  return (
    <Dialog
      title={t(isAsked ? 'badges.change.answerTitle' : 'badges.change.title')}
      section={isAsked ? 'standing' : 'profile'}
      onClose={onClose}
    >
      <Form
        submitLabel={t(isAsked ? 'badges.change.sendAnswer' : 'badges.change.save')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        {isAsked ? <Asked badge={badge} /> : <Warning badge={badge} />}
        <ProfileFields profile={badge} />
        <PictureField current={badge.pictureUrl ?? badge.picture} onPick={setPicture} />
      </Form>
    </Dialog>
  );
}

function Asked({ badge: { request } }: { readonly badge: BadgeView }) {
  const { t } = useTranslation();
  return (
    <>
      <Note tone="warn" title={t('badges.request')}>
        <p dir="auto" className="their-words">
          {request}
        </p>
      </Note>
      <LongField
        name="answer"
        label={t('badges.change.answer')}
        hint={t('badges.change.answerHint')}
        maxLength={fieldLimits.badgeAnswer}
      />
    </>
  );
}

/** A warning for holders of a verified badge, which is hidden until it is reviewed again. */
function Warning({ badge: { verified } }: { readonly badge: BadgeView }) {
  const { t } = useTranslation();
  if (!verified) return <p>{t('badges.change.again')}</p>;
  return (
    <Note tone="warn" title={t('badges.change.warningTitle')}>
      <p>{t('badges.change.warning')}</p>
    </Note>
  );
}
