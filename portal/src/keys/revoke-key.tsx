import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { revokeKey } from './keys-api.ts';

/** Asks for confirmation, then revokes a key. */
export function RevokeKey({ apiKey, onClose }: { readonly apiKey: KeyView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const revoke = async () => {
    await revokeKey(apiKey.id);
    await client.invalidateQueries({ queryKey: ['keys'] });
  };
  const finish = () => {
    onClose();
    announce(t('keys.revokeDone'));
  };
  return (
    <Confirm
      section="keys"
      title={t('keys.revokeTitle', { label: apiKey.label })}
      confirmLabel={t('keys.revokeConfirm')}
      act={revoke}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t('keys.revokeText')}</p>
    </Confirm>
  );
}
