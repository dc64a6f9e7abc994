import { useMutation } from '@tanstack/react-query';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Tag } from '../ui/tag.tsx';
import { type Listed, useMemberActions } from './members-api.ts';
import { OwnRole } from './own-role.ts';
import { mayGive } from './roles.ts';

type MemberRowProps = {
  readonly listed: Listed;
  /** The person who looks is the only owner, so they cannot leave. */
  readonly isLastOwner: boolean;
  readonly onOpen: (dialog: 'role' | 'end') => void;
};

/** One member or invitation: address and role, and what the person may do about it. */
export function MemberRow({ listed, isLastOwner, onOpen }: MemberRowProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { email, role, state } = listed;
  const isOwn = state === 'member' && listed.you;
  const mayChange = mayGive(use(OwnRole) ?? 'viewer', role);
  return (
    <li>
      <div>
        <strong>
          <bdi>{email}</bdi>
        </strong>{' '}
        {isOwn && <Tag tone="good">{t('members.you')}</Tag>} {state === 'invited' && <Tag>{t('members.invited')}</Tag>}
        <span className="small">
          {t(`members.role.${role}`)} ·{' '}
          {state === 'member'
            ? t('members.since', { date: date(listed.since) })
            : t('members.expires', { date: date(listed.expiresAt) })}
        </span>
      </div>
      <div className="button-row">
        {mayChange && state === 'invited' && <SendAgain email={email} role={role} />}
        {mayChange && state === 'member' && !(isOwn && isLastOwner) && (
          <Button label={t('members.changeRoleOne', { name: email })} onClick={() => onOpen('role')}>
            {t('members.changeRole')}
          </Button>
        )}
        {(isOwn ? !isLastOwner : mayChange) && (
          <Button
            kind="quiet"
            label={isOwn ? undefined : t(`members.end.${state}.one`, { name: email })}
            onClick={() => onOpen('end')}
          >
            {t(isOwn ? 'members.leave' : `members.end.${state}.button`)}
          </Button>
        )}
      </div>
    </li>
  );
}

/** A new invitation in place of the one before, with another seven days. */
function SendAgain({ email, role }: Pick<Listed, 'email' | 'role'>) {
  const { t } = useTranslation();
  const { invite } = useMemberActions();
  const again = useMutation({
    mutationFn: () => invite(email, role),
    onSuccess: () => announce(t('members.inviteDone')),
  });
  return (
    <>
      <Button label={t('members.againOne', { name: email })} busy={again.isPending} onClick={() => again.mutate()}>
        {t('members.again')}
      </Button>
      <ProblemNote error={again.error} />
    </>
  );
}
