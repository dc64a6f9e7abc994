import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { BadgeView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { Note } from '../ui/note.tsx';
import { useBadgeActions } from './badges-api.ts';
import { HandleField } from './handle-field.tsx';

type ChangeHandleProps = { readonly badge: BadgeView; readonly onClose: () => void };

/** Moves a badge to another handle, and this page with it. */
export function ChangeHandle({ badge, onClose }: ChangeHandleProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { change } = useBadgeActions();
  const move = async ({ handle = '' }: Record<string, string>) => {
    const moved = await change(badge.handle, { handle });
    onClose();
    await navigate(`/app/badges/${encodeURIComponent(moved.handle)}`, { replace: true });
    announce(t('badges.move.done'));
  };
  return (
    <Dialog title={t('badges.move.title')} section="profile" onClose={onClose}>
      <Form
        submitLabel={t('badges.move.save')}
        onSubmit={move}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <Note tone="warn" title={t(badge.verified ? 'badges.change.warningTitle' : 'badges.move.warningTitle')}>
          <p>{t('badges.move.warning')}</p>
        </Note>
        <HandleField defaultValue={badge.handle} />
      </Form>
    </Dialog>
  );
}
