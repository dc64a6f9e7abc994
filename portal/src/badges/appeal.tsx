import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { BadgeView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LongField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Note } from '../ui/note.tsx';
import { useBadgeActions } from './badges-api.ts';

/** The one appeal against a refusal: its deadline, its form, and its text once it was sent. */
export function Appeal({ badge }: { readonly badge: BadgeView }) {
  const { t } = useTranslation();
  const { date, dateTime } = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { appeal, canAppealUntil } = badge;
  if (appeal)
    return (
      <Note title={t('badges.appeal.made', { at: dateTime(appeal.at) })}>
        <p dir="auto" className="their-words">
          {appeal.text}
        </p>
      </Note>
    );
  if (canAppealUntil === null) return null;
  return (
    <>
      <p>{t('badges.appeal.until', { date: date(canAppealUntil) })}</p>
      <div className="button-row">
        <Button onClick={() => setOpen(true)}>{t('badges.appeal.open')}</Button>
      </div>
      {isOpen && <WriteAppeal handle={badge.handle} onClose={() => setOpen(false)} />}
    </>
  );
}

function WriteAppeal({ handle, onClose }: { readonly handle: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { appeal } = useBadgeActions();
  const send = async ({ text = '' }: Record<string, string>) => {
    await appeal(handle, text);
    onClose();
    announce(t('badges.appeal.sent'));
  };
  return (
    <Dialog title={t('badges.appeal.title')} section="standing" onClose={onClose}>
      <Form
        submitLabel={t('badges.appeal.send')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <p>{t('badges.appeal.lead')}</p>
        <LongField name="text" label={t('badges.appeal.text')} maxLength={fieldLimits.badgeAppeal} required />
      </Form>
    </Dialog>
  );
}
