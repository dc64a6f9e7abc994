import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { CreatedKeyView, LicenceView } from '../../../shared/http/views.ts';
import { AppOfKey } from '../apps/app-of-key.tsx';
import { LicenceTexts } from '../licences/accept-licences.tsx';
import { AcceptanceFields } from '../licences/acceptance-fields.tsx';
import { useAcceptance } from '../licences/licences-api.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { createKey, useKeys } from './keys-api.ts';

type NewKeyFormProps = {
  /** The licences that are accepted first, with the same form. */
  readonly licences: readonly LicenceView[];
  readonly onCreated: (key: CreatedKeyView) => void;
  readonly onClose: () => void;
};

/**
 * Asks for the licences that wait, a label, an environment, and an app if there are several. A test key is the first choice, because it
 * needs no plan. The first key of an organization has a label already.
 */
export function NewKeyForm({ licences, onCreated, onClose }: NewKeyFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const acceptance = useAcceptance();
  const isFirst = useKeys().data?.length === 0;
  const create = async (values: Record<string, string>) => {
    if (licences.length > 0) await acceptance(licences, values);
    const { label = '', environment, app } = values;
    const kind = environment === 'live' ? 'live' : 'test';
    onCreated(await createKey({ label, environment: kind, ...(app && { app }) }));
    announce(t('keys.created'));
    await Promise.all(['keys', 'apps'].map((name) => client.invalidateQueries({ queryKey: [name] })));
  };
  return (
    <LicenceTexts licences={licences} onClose={onClose}>
      <Form
        submitLabel={t(licences.length > 0 ? 'keys.acceptAndCreate' : 'keys.createSubmit')}
        onSubmit={create}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        {licences.length > 0 && <AcceptanceFields licences={licences} />}
        <Field
          name="label"
          label={t('keys.label')}
          hint={t('keys.labelHint')}
          defaultValue={isFirst ? t('keys.firstLabel') : undefined}
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
    </LicenceTexts>
  );
}
