import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreatedKeyView } from '../../../shared/http/views.ts';
import { LicencesToAccept } from '../licences/accept-licences.tsx';
import { useLicences } from '../licences/licences-api.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { NewKeyForm } from './new-key-form.tsx';
import { SecretOnce } from './secret-once.tsx';

type NewKeyDialogProps = { readonly onCreated: (key: CreatedKeyView) => void; readonly onClose: () => void };

/**
 * Creates a key in steps. The buyer first accepts the licences that keys require, then chooses a label and an environment. The last step
 * shows the secret, and only its own button closes the dialog.
 */
export function NewKeyDialog({ onCreated, onClose }: NewKeyDialogProps) {
  const { t } = useTranslation();
  const licences = useLicences();
  const [created, setCreated] = useState<CreatedKeyView>();
  const required = (licences.data ?? []).filter((licence) => licence.required);
  const step = created ? 'secretTitle' : required.length > 0 ? 'licencesTitle' : 'create';
  const finish = (key: CreatedKeyView) => {
    setCreated(key);
    onCreated(key);
  };
  return (
    <Dialog title={t(`keys.${step}`)} section="keys" onClose={onClose} mustDecide={Boolean(created)}>
      {created ? (
        <SecretOnce
          secret={created.secret}
          texts={{ once: t('keys.once'), label: t('keys.secret'), copy: t('keys.copySecret') }}
          onClose={onClose}
        />
      ) : (
        <Loaded query={licences} lines={4}>
          {() =>
            required.length > 0 ? (
              <LicencesToAccept licences={required} onAccepted={() => {}} onClose={onClose} />
            ) : (
              <NewKeyForm onCreated={finish} onClose={onClose} />
            )
          }
        </Loaded>
      )}
    </Dialog>
  );
}
