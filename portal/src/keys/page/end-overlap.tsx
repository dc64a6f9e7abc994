import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announcer.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { revokeKey } from '../keys-api.ts';

type EndOverlapProps = {
  /** The id of the key whose secret was replaced. */
  readonly old: string;
  readonly onClose: () => void;
};

/** Asks for confirmation, then ends the secret before the new one at once. */
export function EndOverlap({ old, onClose }: EndOverlapProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const end = async () => {
    await revokeKey(old);
    await client.invalidateQueries({ queryKey: ['keys'] });
  };
  const finish = () => {
    onClose();
    announce(t('keyPage.overlapEnded'));
  };
  return (
    <Confirm
      section="settings"
      title={t('keyPage.endTitle')}
      confirmLabel={t('keyPage.endNow')}
      act={end}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t('keyPage.endText')}</p>
    </Confirm>
  );
}
