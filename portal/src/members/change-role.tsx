import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { useMemberActions } from './members-api.ts';
import { RoleChoice, roleIn } from './role-choice.tsx';

type ChangeRoleProps = { readonly member: MemberView; readonly onClose: () => void };

/** Gives a member another role. With their own, the person also changes what this page lets them do. */
export function ChangeRole({ member: { id, email, role, you }, onClose }: ChangeRoleProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { isolate } = useFormat();
  const { setRole } = useMemberActions();
  const change = async (fields: Record<string, string>) => {
    await setRole(id, roleIn(fields));
    onClose();
    announce(t('members.roleChanged'));
    if (you) await client.invalidateQueries({ queryKey: ['account'] });
  };
  return (
    <Dialog title={t('members.changeRoleOne', { name: isolate(email) })} section="members" onClose={onClose}>
      <Form
        submitLabel={t('members.saveRole')}
        onSubmit={change}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <RoleChoice value={role} />
      </Form>
    </Dialog>
  );
}
