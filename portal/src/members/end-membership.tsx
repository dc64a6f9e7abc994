import { useTranslation } from 'react-i18next';
import { useVisitor } from '../account/account-api.ts';
import { forgetOrganization } from '../api/organization.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { type Listed, useMemberActions } from './members-api.ts';

type EndMembershipProps = { readonly listed: Listed; readonly onClose: () => void };

/** Asks for confirmation, then removes a member, takes back an invitation, or lets the person leave, who then sees another page. */
export function EndMembership({ listed, onClose }: EndMembershipProps) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const { remove } = useMemberActions();
  const organization = useVisitor()?.organization ?? '';
  const how = listed.state === 'member' && listed.you ? 'leaving' : listed.state;
  const finish = () => {
    if (how === 'leaving') {
      forgetOrganization();
      window.location.assign('/app');
      return;
    }
    onClose();
    announce(t(`members.end.${how}.done`));
  };
  return (
    <Confirm
      section="members"
      title={t(`members.end.${how}.title`, { name: isolate(how === 'leaving' ? organization : listed.email) })}
      confirmLabel={t(`members.end.${how}.confirm`)}
      act={() => remove(listed.id)}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t(`members.end.${how}.text`)}</p>
    </Confirm>
  );
}
