import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { CreatedKeyView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { createKey } from './keys-api.ts';
import { SecretOnce } from './secret-once.tsx';

type NewKeyDialogProps = { readonly onCreated: (key: CreatedKeyView) => void; readonly onClose: () => void };

/** Asks for a label and an environment, then shows the secret; from then on only its button closes it. */
export function NewKeyDialog({ onCreated, onClose }: NewKeyDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [created, setCreated] = useState<CreatedKeyView>();
  const create = async ({ label = '', environment }: Record<string, string>) => {
    const key = await createKey({ label, environment: environment === 'live' ? 'live' : 'test' });
    setCreated(key);
    onCreated(key);
    announce(t('keys.created'));
    await client.invalidateQueries({ queryKey: ['keys'] });
  };
  return (
    <Dialog
      title={t(created ? 'keys.secretTitle' : 'keys.create')}
      section="keys"
      onClose={onClose}
      mustDecide={Boolean(created)}
    >
      {created ? (
        <SecretOnce
          secret={created.secret}
          texts={{ once: t('keys.once'), label: t('keys.secret'), copy: t('keys.copySecret') }}
          onClose={onClose}
        />
      ) : (
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
              { value: 'live', label: t('keys.environment.live'), hint: t('keys.liveHint') },
              { value: 'test', label: t('keys.environment.test'), hint: t('keys.testHint') },
            ]}
          />
        </Form>
      )}
    </Dialog>
  );
}
