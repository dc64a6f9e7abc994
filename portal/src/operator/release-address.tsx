import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SuppressionView } from '../../../shared/http/views.ts';
import { isProblem } from '../api/problem.ts';
import { announce } from '../ui/announcer.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { releaseAddress } from './operator-api.ts';

type ReleaseAddressProps = { readonly suppression: SuppressionView; readonly onClose: () => void };

/** Asks for confirmation, then ends the suppression of an address. If another operator did it meanwhile, that is a success too. */
export function ReleaseAddress({ suppression: { address, reason }, onClose }: ReleaseAddressProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const act = async () => {
    await releaseAddress(address).catch((error: unknown) => {
      if (!isProblem(error, 'not_found')) throw error;
    });
    await client.invalidateQueries({ queryKey: ['admin'] });
  };
  const onDone = () => {
    onClose();
    announce(t('operator.suppressions.released'));
  };
  return (
    <Confirm
      title={t('operator.suppressions.releaseTitle')}
      section="suppressions"
      kind="primary"
      confirmLabel={t('operator.suppressions.release')}
      act={act}
      onDone={onDone}
      onClose={onClose}
    >
      <p>
        <bdi>{address}</bdi>
      </p>
      <p>{t(`operator.suppressions.after.${reason}`)}</p>
    </Confirm>
  );
}
