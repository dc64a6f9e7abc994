import { useTranslation } from 'react-i18next';
import type { AffiliationView } from '../../../shared/http/views.ts';
import { HandleField } from '../badges/handle-field.tsx';
import { ProfileFields } from '../badges/profile-fields.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
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
        <ProfileFields>
          <HandleField />
        </ProfileFields>
      </Form>
    </Dialog>
  );
}
