import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DatasetDetailView, DatasetVersionView } from '../../../../shared/http/views.ts';
import { ReasonDialog } from '../reason-form.tsx';
import { publishVersion, withdraw } from './datasets-api.ts';

/** The act whose reason is asked for: a version to publish, or a withdrawal. */
export type Act = DatasetVersionView | 'withdraw';

type ActDialogProps = { readonly dataset: DatasetDetailView; readonly act: Act; readonly onClose: () => void };

/** Asks for the reason of a publication or a withdrawal, and says what follows. */
export function ActDialog({ dataset, act, onClose }: ActDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const isWithdrawal = act === 'withdraw';
  const done = () => {
    onClose();
    void client.invalidateQueries({ queryKey: ['admin', 'datasets'] });
  };
  return (
    <ReasonDialog
      title={t(isWithdrawal ? 'consoleDatasets.withdraw' : 'consoleDatasets.publish')}
      section="dataset"
      submitLabel={t(isWithdrawal ? 'consoleDatasets.withdraw' : 'consoleDatasets.publish')}
      kind={isWithdrawal ? 'danger' : 'primary'}
      act={(reason) => (isWithdrawal ? withdraw(dataset, reason) : publishVersion(dataset, act.version, reason))}
      onDone={done}
      onClose={onClose}
    >
      <p>
        {isWithdrawal
          ? t('consoleDatasets.withdrawMeans')
          : t(act === dataset.versions[0] ? 'consoleDatasets.publishNewest' : 'consoleDatasets.publishMeans')}
      </p>
    </ReasonDialog>
  );
}
