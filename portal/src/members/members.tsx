import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, MemberView } from '../../../shared/http/views.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { Allowed, NotAllowed } from './allowed.tsx';
import { ChangeRole } from './change-role.tsx';
import { EndMembership } from './end-membership.tsx';
import { InviteMember } from './invite-member.tsx';
import { MemberRow } from './member-row.tsx';
import { type Listed, useMembers } from './members-api.ts';
import { TransferOwnership } from './transfer-ownership.tsx';

/** A dialog about the members as a whole, or about one of them. */
type Opened = { readonly dialog: 'invite' | 'transfer' } | { readonly dialog: 'role' | 'end'; readonly member: Listed };

const isMember = (listed: Listed): listed is MemberView => listed.state === 'member';

/** The members with their roles, and the open invitations: invite, change a role, remove, leave, transfer ownership. */
export function Members({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const members = useMembers();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const people = (members.data ?? []).filter(isMember);
  const isLastOwner = account.role === 'owner' && people.filter(({ role }) => role === 'owner').length === 1;
  const heirs = people.filter(({ role, you }) => !you && role !== 'owner');
  const invite = (
    <Allowed to="admins">
      <Button kind="primary" onClick={() => setOpened({ dialog: 'invite' })}>
        {t('members.invite')}
      </Button>
    </Allowed>
  );
  return (
    <Section id="members" title={t('members.people')} lead={t('members.lead')} actions={invite}>
      <NotAllowed to="admins" />
      <Loaded query={members} lines={3}>
        {(items) => (
          <ul className="rows">
            {items.map((each) => (
              <MemberRow
                key={each.id}
                listed={each}
                isLastOwner={isLastOwner}
                onOpen={(dialog) => setOpened({ dialog, member: each })}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {isLastOwner && people.length > 1 && <p className="small">{t('members.lastOwner')}</p>}
      {account.role === 'owner' && heirs.length > 0 && (
        <div className="button-row">
          <Button onClick={() => setOpened({ dialog: 'transfer' })}>{t('members.transfer')}</Button>
        </div>
      )}
      {opened?.dialog === 'invite' && <InviteMember onClose={close} />}
      {opened?.dialog === 'transfer' && (
        <TransferOwnership heirs={heirs} own={people.find(({ you }) => you)?.id ?? ''} onClose={close} />
      )}
      {opened?.dialog === 'role' && isMember(opened.member) && <ChangeRole member={opened.member} onClose={close} />}
      {opened?.dialog === 'end' && <EndMembership listed={opened.member} onClose={close} />}
    </Section>
  );
}
