import { useTranslation } from 'react-i18next';
import type { LicenceView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Form } from '../ui/form.tsx';
import { AcceptanceFields } from './acceptance-fields.tsx';
import { useAcceptance } from './licences-api.ts';

type AcceptanceFormProps = {
  readonly licences: readonly LicenceView[];
  readonly onAccepted: () => void;
  readonly onClose: () => void;
};

/** Accepts the licences. */
export function AcceptanceForm({ licences, onAccepted, onClose }: AcceptanceFormProps) {
  const { t } = useTranslation();
  const acceptance = useAcceptance();
  const accept = async (values: Record<string, string>) => {
    await acceptance(licences, values);
    onAccepted();
    announce(t('licences.saved'));
  };
  return (
    <Form
      submitLabel={t('licences.accept')}
      onSubmit={accept}
      secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
    >
      <AcceptanceFields licences={licences} />
    </Form>
  );
}
