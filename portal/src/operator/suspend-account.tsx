import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { AdminAccountView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { setSuspended } from './operator-api.ts';

type SuspendAccountProps = { readonly account: AdminAccountView; readonly onClose: () => void };

/** Suspends an account, or restores a suspended one, with a reason that its owner reads in the trail. */
export function SuspendAccount({ account, onClose }: SuspendAccountProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const decision = account.suspended ? 'restore' : 'suspend';
  const decide = async ({ reason = '' }: Record<string, string>) => {
    await setSuspended(account, reason);
    await client.invalidateQueries({ queryKey: ['admin', 'accounts'] });
    onClose();
    announce(t(`operator.suspension.${decision}Done`));
  };
  return (
    <Dialog
      title={t(`operator.suspension.${decision}One`, { name: account.organization || account.email })}
      section="accounts"
      onClose={onClose}
    >
      <Form
        kind={decision === 'suspend' ? 'danger' : 'primary'}
        submitLabel={t(`operator.suspension.${decision}`)}
        onSubmit={decide}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <p>{t(`operator.suspension.${decision}Text`)}</p>
        <Field
          name="reason"
          label={t('operator.suspension.reason')}
          hint={t('operator.suspension.reasonHint')}
          maxLength={fieldLimits.reason}
          required
        />
      </Form>
    </Dialog>
  );
}
