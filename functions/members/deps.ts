import type { Session } from '../../shared/domain/accounts/account.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { SessionDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { AccountDeletionQueue, MailQueue } from '../../shared/queues.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { MemberInvitations } from '../../shared/storage/accounts/member-invitations.ts';
import type { Members } from '../../shared/storage/accounts/members.ts';
import type { People } from '../../shared/storage/accounts/people.ts';
import type { Throttles } from '../../shared/storage/accounts/throttles.ts';
import type { DomainProofs } from '../../shared/storage/badges/domain-proofs.ts';

/** Dependencies of the members function. */
export type MembersDeps = HttpDeps &
  SessionDeps & {
    readonly accounts: Pick<Accounts, 'find' | 'changeDetails' | 'changeContact'>;
    readonly people: Pick<People, 'find' | 'found' | 'isAdopted' | 'adopt'>;
    readonly members: Members;
    readonly memberInvitations: Pick<MemberInvitations, 'put' | 'findByToken' | 'accept' | 'withdraw'>;
    readonly domainProofs: Pick<DomainProofs, 'provenOf'>;
    readonly throttles: Pick<Throttles, 'pass'>;
    readonly mail: MailQueue;
    readonly leaving: AccountDeletionQueue;
    readonly newId: () => string;
  };

/** The line of the trail for what a person does in an organization. */
export const memberLine = (
  deps: Pick<MembersDeps, 'newId' | 'now'>,
  session: Pick<Session, 'personId' | 'accountId' | 'email'>,
  what: Pick<AuditEntry, 'action' | 'detail'>,
): AuditEntry => personLine(deps, session, what);

/** The id that the path names. */
export const idIn = ({ params }: SignedInRequest): string => params.id ?? '';
