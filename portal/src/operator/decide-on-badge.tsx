import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AdminBadgeView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { decideOnBadge } from './operator-api.ts';

export type Decision = 'approve' | 'refuse';
type DecideOnBadgeProps = {
  readonly badge: AdminBadgeView;
  readonly decision: Decision;
  readonly onClose: () => void;
};

/** Approves or refuses, with the reason that the holder will read. */
export function DecideOnBadge({ badge, decision, onClose }: DecideOnBadgeProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const decide = async ({ reason = '' }: Record<string, string>) => {
    await decideOnBadge(badge, decision, reason);
    await client.invalidateQueries({ queryKey: ['admin', 'badges'] });
    onClose();
    announce(t(`operator.badges.${decision}Done`));
  };
  return (
    <Dialog
      title={t(`operator.badges.${decision}One`, { name: badge.displayName })}
      section="badge-queue"
      onClose={onClose}
    >
      <Form
        kind={decision === 'refuse' ? 'danger' : 'primary'}
        submitLabel={t(`operator.badges.${decision}`)}
        onSubmit={decide}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <Field
          name="reason"
          label={t('operator.badges.reason')}
          hint={t('operator.badges.reasonHint')}
          maxLength={500}
          required={decision === 'refuse'}
        />
      </Form>
    </Dialog>
  );
}
