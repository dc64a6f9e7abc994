import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { createOrganization } from './members-api.ts';
import { openOrganization } from './open-organization.ts';

/** Makes an organization, which the person owns, and opens it. */
export function NewOrganization({ secondary }: { readonly secondary?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Form
      submitLabel={t('noOrganization.submit')}
      onSubmit={async ({ name = '' }) => openOrganization((await createOrganization(name)).id)}
      secondary={secondary}
    >
      <Field
        name="name"
        label={t('signUp.organization')}
        hint={t('signUp.organizationHint')}
        autoComplete="organization"
        maxLength={fieldLimits.organization}
        required
        dir="auto"
      />
    </Form>
  );
}
