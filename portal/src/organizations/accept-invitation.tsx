import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { AffiliationView } from '../../../shared/http/views.ts';
import { HandleField } from '../badges/handle-field.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { useAffiliationActions } from './organizations-api.ts';

type AcceptInvitationProps = { readonly affiliation: AffiliationView; readonly onClose: () => void };

/** Accepts an invitation with the profile that the organization vouches for. */
export function AcceptInvitation({ affiliation: { id, organization }, onClose }: AcceptInvitationProps) {
  const { t } = useTranslation();
  const { accept } = useAffiliationActions(id);
  const send = async ({ handle = '', displayName = '', url = '' }: Record<string, string>) => {
    await accept({ handle, displayName, url });
    onClose();
    announce(t('affiliations.acceptDone'));
  };
  return (
    <Dialog
      title={t('affiliations.acceptTitle', { name: organization.displayName })}
      section="affiliations"
      onClose={onClose}
    >
      <Form
        submitLabel={t('affiliations.accept')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <p>{t('affiliations.acceptText')}</p>
        <Field
          name="displayName"
          label={t('badges.displayName')}
          maxLength={fieldLimits.displayName}
          required
          dir="auto"
        />
        <HandleField />
        <Field
          name="url"
          type="url"
          label={t('badges.url')}
          maxLength={fieldLimits.webAddress}
          placeholder="https://"
          required
          dir="ltr"
        />
      </Form>
    </Dialog>
  );
}
