import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SuppressionView } from '../../../shared/http/views.ts';
import { isProblem } from '../api/problem.ts';
import { announce } from '../ui/announcer.tsx';
import { releaseAddress } from './operator-api.ts';
import { ReasonDialog } from './reason-form.tsx';

type ReleaseAddressProps = { readonly suppression: SuppressionView; readonly onClose: () => void };

/** Asks for the reason, then ends the suppression of an address. If another operator did it meanwhile, that is a success too. */
export function ReleaseAddress({ suppression: { address, reason, accountId }, onClose }: ReleaseAddressProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const act = async (given: string) => {
    await releaseAddress(address, given).catch((error: unknown) => {
      if (!isProblem(error, 'not_found')) throw error;
    });
    await client.invalidateQueries({ queryKey: ['admin'] });
  };
  const onDone = () => {
    onClose();
    announce(t('operator.suppressions.released'));
  };
  return (
    <ReasonDialog
      title={t('operator.suppressions.releaseTitle')}
      section="suppressions"
      hint={accountId ? t('operator.suppressions.reasonHint') : undefined}
      submitLabel={t('operator.suppressions.release')}
      act={act}
      onDone={onDone}
      onClose={onClose}
    >
      <p>
        <bdi>{address}</bdi>
      </p>
      <p>{t(`operator.suppressions.after.${reason}`)}</p>
    </ReasonDialog>
  );
}
