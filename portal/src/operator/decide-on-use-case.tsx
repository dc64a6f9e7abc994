import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AdminUseCaseView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { decideOnUseCase, type UseCaseDecision } from './operator-api.ts';
import { ReasonDialog } from './reason-form.tsx';

type DecideOnUseCaseProps = {
  readonly useCase: AdminUseCaseView;
  readonly decision: UseCaseDecision;
  readonly onClose: () => void;
};

/** Decides on a use case, with a reason that the organization reads. The list is read again, also when it was refused. */
export function DecideOnUseCase({ useCase, decision, onClose }: DecideOnUseCaseProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const decide = (reason: string) =>
    decideOnUseCase(useCase, decision, reason).finally(() =>
      client.invalidateQueries({ queryKey: ['admin', 'use-cases'] }),
    );
  const onDone = () => {
    onClose();
    announce(t(`operator.useCases.${decision}Done`));
  };
  return (
    <ReasonDialog
      title={t(`operator.useCases.${decision}One`, { name: useCase.appName })}
      section="use-cases"
      kind={decision === 'approve' ? 'primary' : 'danger'}
      submitLabel={t(`operator.useCases.${decision}`)}
      hint={t('operator.suspension.reasonHint')}
      act={decide}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t(`operator.useCases.${decision}Text`)}</p>
    </ReasonDialog>
  );
}
