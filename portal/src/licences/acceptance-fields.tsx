import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { LicenceView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Consent } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { useLicences } from './licences-api.ts';

/** Asks once who accepts the licences, by name and role, with a checkbox for each text. */
export function AcceptanceFields({ licences }: { readonly licences: readonly LicenceView[] }) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const before = useLicences().data?.find(({ accepted }) => accepted)?.accepted;
  return (
    <>
      <div className="field-pair">
        <Field
          name="name"
          label={t('licences.name')}
          autoComplete="name"
          defaultValue={before?.name}
          maxLength={fieldLimits.acceptedBy}
          required
        />
        <Field
          name="role"
          label={t('licences.role')}
          hint={t('licences.roleHint')}
          autoComplete="organization-title"
          defaultValue={before?.role}
          maxLength={fieldLimits.acceptedBy}
          required
        />
      </div>
      {licences.map(({ id, title }) => (
        <Consent key={id} name={`consent-${id}`} label={t('licences.consent', { title: isolate(title) })} />
      ))}
    </>
  );
}
