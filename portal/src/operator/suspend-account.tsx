import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { announce } from '../ui/announcer.tsx';
import type { Listed } from './account-actions.tsx';
import { setSuspended } from './operator-api.ts';
import { ReasonDialog } from './reason-form.tsx';

type SuspendAccountProps = { readonly account: Listed; readonly onClose: () => void };

/** Suspends an account, or restores a suspended one, with a reason that its owner reads in the trail. */
export function SuspendAccount({ account, onClose }: SuspendAccountProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const decision = account.suspended ? 'restore' : 'suspend';
  const decide = async (reason: string) => {
    await setSuspended(account, reason);
    await client.invalidateQueries({ queryKey: ['admin', 'organizations'] });
  };
  const onDone = () => {
    onClose();
    announce(t(`operator.suspension.${decision}Done`));
  };
  return (
    <ReasonDialog
      title={t(`operator.suspension.${decision}One`, { name: account.organization || account.email })}
      section="organizations"
      kind={decision === 'suspend' ? 'danger' : 'primary'}
      submitLabel={t(`operator.suspension.${decision}`)}
      hint={t('operator.suspension.reasonHint')}
      act={decide}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t(`operator.suspension.${decision}Text`)}</p>
    </ReasonDialog>
  );
}
