import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { OrganizationView } from '../../../shared/http/views.ts';
import { useCountries } from '../i18n/countries.ts';
import { announce } from '../ui/announcer.tsx';
import { Tick } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Select } from '../ui/select.tsx';
import { useChangeOrganization } from './members-api.ts';

type OrganizationFormProps = { readonly organization: OrganizationView };

/** The details that admins change: names, country, and whether daily statements are emailed. */
export function OrganizationForm({
  organization: { id, name, legalName, country, mailsStatements },
}: OrganizationFormProps) {
  const { t } = useTranslation();
  const countries = useCountries();
  const change = useChangeOrganization(id);
  const save = async (fields: Record<string, string>) => {
    await change({
      name: fields.name ?? '',
      legalName: fields.legalName || null,
      country: fields.country || null,
      mailsStatements: fields.mailsStatements !== undefined,
    });
    announce(t('organization.saved'));
  };
  return (
    <Form submitLabel={t('organization.save')} onSubmit={save}>
      <Field
        name="name"
        label={t('organization.name')}
        defaultValue={name}
        maxLength={fieldLimits.organization}
        required
        dir="auto"
      />
      <Field
        name="legalName"
        label={t('organization.legalName')}
        hint={t('organization.legalNameHint')}
        defaultValue={legalName ?? ''}
        maxLength={fieldLimits.organization}
        dir="auto"
      />
      <Select
        name="country"
        label={t('organization.country')}
        placeholder={t('organization.notGiven')}
        options={countries}
        value={country ?? ''}
        optional
      />
      <Tick
        name="mailsStatements"
        label={t('organization.mailsStatements')}
        hint={t('organization.mailsStatementsHint')}
        checked={mailsStatements}
      />
    </Form>
  );
}
