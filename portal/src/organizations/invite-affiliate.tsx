import { useTranslation } from 'react-i18next';
import type { AffiliatesView } from '../../../shared/http/views.ts';
import { EmailField } from '../account/email-field.tsx';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { useAffiliateActions } from './organizations-api.ts';

type InviteAffiliateProps = {
  readonly handle: string;
  readonly seats: AffiliatesView['seats'];
  readonly onClose: () => void;
};

/** Invites somebody by email to a paid seat. */
export function InviteAffiliate({ handle, seats, onClose }: InviteAffiliateProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { invite } = useAffiliateActions(handle);
  const free = Math.max(0, seats.paid - seats.used - seats.invited);
  const send = async ({ email = '' }: Record<string, string>) => {
    await invite(email);
    onClose();
    announce(t('affiliates.invited'));
  };
  return (
    <Dialog title={t('affiliates.invite')} section="affiliates" onClose={onClose}>
      <Form
        submitLabel={t('affiliates.send')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <p>{t('affiliates.inviteText')}</p>
        <EmailField autoComplete="off" hint={t('affiliates.free', { count: free, formatted: number(free) })} />
      </Form>
    </Dialog>
  );
}
