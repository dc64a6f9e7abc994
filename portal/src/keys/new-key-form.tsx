import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { CreatedKeyView } from '../../../shared/http/views.ts';
import { AppOfKey } from '../apps/app-of-key.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { createKey } from './keys-api.ts';

type NewKeyFormProps = { readonly onCreated: (key: CreatedKeyView) => void; readonly onClose: () => void };

/** Asks for a label, an environment, and an app if there are several. A test key is the first choice, because it needs no plan. */
export function NewKeyForm({ onCreated, onClose }: NewKeyFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const create = async ({ label = '', environment, app }: Record<string, string>) => {
    const kind = environment === 'live' ? 'live' : 'test';
    onCreated(await createKey({ label, environment: kind, ...(app && { app }) }));
    announce(t('keys.created'));
    await Promise.all(['keys', 'apps'].map((name) => client.invalidateQueries({ queryKey: [name] })));
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
      <AppOfKey />
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
