import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { Select } from '../ui/select.tsx';
import { useMemberActions } from './members-api.ts';

type TransferProps = {
  readonly heirs: readonly MemberView[];
  /** The id of the person who transfers. */
  readonly own: string;
  readonly onClose: () => void;
};

/** Makes another member an owner, and the person an admin. */
export function TransferOwnership({ heirs, own, onClose }: TransferProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { transfer } = useMemberActions();
  const send = async ({ member = '' }: Record<string, string>) => {
    await transfer(member, own);
    onClose();
    announce(t('members.transferred'));
    await client.invalidateQueries({ queryKey: ['account'] });
  };
  return (
    <Dialog title={t('members.transferTitle')} section="members" onClose={onClose}>
      <Form
        kind="danger"
        submitLabel={t('members.transfer')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <p>{t('members.transferText')}</p>
        <Select
          name="member"
          label={t('members.newOwner')}
          placeholder={t('members.chooseMember')}
          options={heirs.map(({ id, email }) => ({ value: id, label: email }))}
        />
      </Form>
    </Dialog>
  );
}
