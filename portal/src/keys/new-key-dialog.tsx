import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreatedKeyView } from '../../../shared/http/views.ts';
import { useLicences } from '../licences/licences-api.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { FirstRead } from './first-read.tsx';
import { NewKeyForm } from './new-key-form.tsx';
import { SecretOnce } from './secret-once.tsx';

type NewKeyDialogProps = { readonly onCreated: (key: CreatedKeyView) => void; readonly onClose: () => void };

/**
 * Creates a key with one form, in which the buyer also accepts the licences that keys require. The last step shows the secret, and reads
 * sample records with it. Only its own button closes the dialog then.
 */
export function NewKeyDialog({ onCreated, onClose }: NewKeyDialogProps) {
  const { t } = useTranslation();
  const licences = useLicences();
  const [created, setCreated] = useState<CreatedKeyView>();
  const finish = (key: CreatedKeyView) => {
    setCreated(key);
    onCreated(key);
  };
  return (
    <Dialog
      title={t(created ? 'keys.secretTitle' : 'keys.create')}
      section="keys"
      onClose={onClose}
      mustDecide={Boolean(created)}
    >
      {created ? (
        <div className="stack">
          <SecretOnce
            secret={created.secret}
            texts={{ once: t('keys.once'), label: t('keys.secret'), copy: t('keys.copySecret') }}
            onClose={onClose}
          />
          {created.environment === 'test' && <FirstRead secret={created.secret} />}
        </div>
      ) : (
        <Loaded query={licences} lines={4}>
          {(all) => (
            <NewKeyForm licences={all.filter(({ required }) => required)} onCreated={finish} onClose={onClose} />
          )}
        </Loaded>
      )}
    </Dialog>
  );
}
