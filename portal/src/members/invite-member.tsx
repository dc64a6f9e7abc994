import { useTranslation } from 'react-i18next';
import { EmailField } from '../account/email-field.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { useMemberActions } from './members-api.ts';
import { RoleChoice, roleIn } from './role-choice.tsx';

/** Invites an address with a role. */
export function InviteMember({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { invite } = useMemberActions();
  const send = async (fields: Record<string, string>) => {
    await invite(fields.email ?? '', roleIn(fields));
    onClose();
    announce(t('members.inviteDone'));
  };
  return (
    <Dialog title={t('members.invite')} section="members" onClose={onClose}>
      <Form
        submitLabel={t('members.send')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <p>{t('members.inviteText')}</p>
        <EmailField autoComplete="off" />
        <RoleChoice value="viewer" />
      </Form>
    </Dialog>
  );
}
