import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { OperatorDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { AccountDeletionQueue, MailQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { Audit } from '../../shared/storage/accounts/audit.ts';
import type { MemberInvitations } from '../../shared/storage/accounts/member-invitations.ts';
import type { Members } from '../../shared/storage/accounts/members.ts';
import type { OperatorInvitations } from '../../shared/storage/accounts/operator-invitations.ts';
import type { Passkeys } from '../../shared/storage/accounts/passkeys.ts';
import type { People } from '../../shared/storage/accounts/people.ts';
import type { SightingStore } from '../../shared/storage/accounts/sightings.ts';
import type { SignIn } from '../../shared/storage/accounts/sign-in.ts';
import type { Suppressions } from '../../shared/storage/accounts/suppressions.ts';
import type { Throttles } from '../../shared/storage/accounts/throttles.ts';
import type { AccessStates } from '../../shared/storage/billing/access.ts';
import type { Billing } from '../../shared/storage/billing/billing.ts';
import type { Holds } from '../../shared/storage/evidence/holds.ts';

/** Dependencies of the accounts function. */
export type AccountsDeps = HttpDeps &
  Omit<OperatorDeps, 'sessions'> & {
    readonly catalog: Catalog;
    readonly sessions: SignIn;
    readonly accounts: Accounts;
    readonly people: People;
    readonly members: Pick<Members, 'ofPerson' | 'rosterOf' | 'everOf'>;
    readonly memberInvitations: Pick<MemberInvitations, 'isInvited'>;
    readonly passkeys: Passkeys;
    readonly operatorInvitations: Pick<OperatorInvitations, 'isGood'>;
    readonly throttles: Throttles;
    readonly suppressions: Pick<Suppressions, 'find'>;
    readonly holds: Pick<Holds, 'find'>;
    readonly billing: Billing;
    readonly access: AccessStates;
    readonly audit: Audit;
    readonly mail: MailQueue;
    readonly leaving: AccountDeletionQueue;
    readonly sightings: Pick<SightingStore, 'note'>;
    /** The key of the hashes of networks and devices. */
    readonly togetherKey: () => Promise<string>;
    /** An unguessable token of 256 bits, base64url. */
    readonly newToken: () => string;
    readonly newId: () => string;
  };
