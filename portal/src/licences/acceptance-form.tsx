import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { LicenceView } from '../../../shared/http/views.ts';
import { post } from '../api/client.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Consent } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { useLicences } from './licences-api.ts';

type AcceptanceFormProps = {
  readonly licences: readonly LicenceView[];
  readonly onAccepted: () => void;
  readonly onClose: () => void;
};

/** Asks once who accepts the licences, by name and role. */
export function AcceptanceForm({ licences, onAccepted, onClose }: AcceptanceFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const before = useLicences().data?.find(({ accepted }) => accepted)?.accepted;
  const accept = async ({ name = '', role = '' }: Record<string, string>) => {
    for (const { id, version, sha256 } of licences) await post('/v1/licences', { id, version, sha256, name, role });
    await client.invalidateQueries({ queryKey: ['licences'] });
    onAccepted();
    announce(t('licences.saved'));
  };
  return (
    <Form
      submitLabel={t('licences.accept')}
      onSubmit={accept}
      secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
    >
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
      <Consent name="consent" label={t('licences.consent', { count: licences.length })} />
    </Form>
  );
}
