import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { CreatedKeyView } from '../../../shared/http/views.ts';
import { LicencesToAccept } from '../licences/accept-licences.tsx';
import { useLicences } from '../licences/licences-api.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { createKey } from './keys-api.ts';
import { SecretOnce } from './secret-once.tsx';

type NewKeyDialogProps = { readonly onCreated: (key: CreatedKeyView) => void; readonly onClose: () => void };

/**
 * Has the licences accepted that stand before every key, where they are not; asks for a label and an environment; then shows the secret,
 * and from then on only its button closes it.
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
              <NewKey onCreated={finish} onClose={onClose} />
            )
          }
        </Loaded>
      )}
    </Dialog>
  );
}

/** A test key is offered first: it needs no plan. */
function NewKey({ onCreated, onClose }: NewKeyDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const create = async ({ label = '', environment }: Record<string, string>) => {
    onCreated(await createKey({ label, environment: environment === 'live' ? 'live' : 'test' }));
    announce(t('keys.created'));
    await client.invalidateQueries({ queryKey: ['keys'] });
  };
  return (
    <Form
      submitLabel={t('keys.createSubmit')}
      onSubmit={create}
      secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
    >
      <Field
        name="label"
        label={t('keys.label')}
        hint={t('keys.labelHint')}
        maxLength={fieldLimits.keyLabel}
        required
      />
      <Choice
        name="environment"
        legend={t('keys.environmentLegend')}
        options={[
          { value: 'test', label: t('keys.environment.test'), hint: t('keys.testHint') },
          { value: 'live', label: t('keys.environment.live'), hint: t('keys.liveHint') },
        ]}
      />
    </Form>
  );
}
