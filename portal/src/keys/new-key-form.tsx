import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { CreatedKeyView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { createKey } from './keys-api.ts';

type NewKeyFormProps = { readonly onCreated: (key: CreatedKeyView) => void; readonly onClose: () => void };

/** Asks for a label and an environment. A test key is the first choice, because it needs no plan. */
export function NewKeyForm({ onCreated, onClose }: NewKeyFormProps) {
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
