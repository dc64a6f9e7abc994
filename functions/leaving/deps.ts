import type { Account } from '../../shared/domain/accounts/account.ts';
import type { Person } from '../../shared/domain/accounts/member.ts';
import type { SyncDeps } from '../../shared/services/entitlements/deps.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { MailLog } from '../../shared/storage/accounts/mail-log.ts';
import type { MemberInvitations } from '../../shared/storage/accounts/member-invitations.ts';
import type { Members } from '../../shared/storage/accounts/members.ts';
import type { Notices } from '../../shared/storage/accounts/notices.ts';
import type { Passkeys } from '../../shared/storage/accounts/passkeys.ts';
import type { People } from '../../shared/storage/accounts/people.ts';
import type { SightingStore } from '../../shared/storage/accounts/sightings.ts';
import type { SignIn } from '../../shared/storage/accounts/sign-in.ts';
import type { Suppressions } from '../../shared/storage/accounts/suppressions.ts';
import type { Apps } from '../../shared/storage/apps/apps.ts';
import type { UseCases } from '../../shared/storage/apps/use-cases.ts';
import type { Affiliates } from '../../shared/storage/badges/affiliates.ts';
import type { BadgeLooks } from '../../shared/storage/badges/badge-looks.ts';
import type { BadgePictures } from '../../shared/storage/badges/badge-pictures.ts';
import type { Badges } from '../../shared/storage/badges/badges.ts';
import type { DomainProofs } from '../../shared/storage/badges/domain-proofs.ts';
import type { Checkouts } from '../../shared/storage/billing/checkouts.ts';
import type { HeldKeys } from '../../shared/storage/evidence/held-keys.ts';
import type { Holds } from '../../shared/storage/evidence/holds.ts';
import type { SignerKeys } from '../../shared/storage/evidence/signer-keys.ts';
import type { ApiKeys } from '../../shared/storage/keys/api-keys.ts';
import type { OldTrail } from '../../shared/storage/trail/old-trail.ts';
import type { TrailNames } from '../../shared/storage/trail/trail-names.ts';
import type { Deliveries } from '../../shared/storage/webhooks/deliveries.ts';
import type { Webhooks } from '../../shared/storage/webhooks/webhooks.ts';

/** Dependencies of the account deletion. */
export type AccountDeletionDeps = SyncDeps & {
  readonly accounts: Accounts;
  readonly people: People;
  readonly members: Members;
  readonly memberInvitations: Pick<MemberInvitations, 'forgetOf' | 'forgetBy'>;
  readonly sessions: Pick<SignIn, 'endSessionsOf' | 'forgetLinks'>;
  readonly deliveries: Pick<Deliveries, 'forget'>;
  readonly pictures: Pick<BadgePictures, 'forget'>;
  readonly mailLog: Pick<MailLog, 'forget' | 'forgetAddress'>;
  readonly notices: Pick<Notices, 'forget'>;
  readonly sightings: Pick<SightingStore, 'forget'>;
  readonly suppressions: Pick<Suppressions, 'forgetAddress'>;
  readonly apiKeys: ApiKeys;
  readonly signerKeys: Pick<SignerKeys, 'forget'>;
  readonly apps: Pick<Apps, 'forget'>;
  readonly useCases: Pick<UseCases, 'retain'>;
  readonly checkouts: Checkouts;
  readonly badges: Badges;
  readonly affiliates: Pick<Affiliates, 'listOf' | 'forgetAll' | 'ofEmail' | 'seatsOf' | 'put' | 'forget'>;
  readonly domainProofs: Pick<DomainProofs, 'forget'>;
  readonly badgeLooks: Pick<BadgeLooks, 'expect'>;
  readonly passkeys: Passkeys;
  readonly webhooks: Pick<Webhooks, 'listOf' | 'remove'>;
  readonly trailNames: Pick<TrailNames, 'erase' | 'forgetPerson'>;
  readonly oldTrail: OldTrail;
  readonly heldKeys: HeldKeys;
  readonly holds: Pick<Holds, 'find'>;
};

/** One thing that is done when an account leaves. Done again it finds nothing left to do, so it may be interrupted anywhere. */
export type Step = (deps: AccountDeletionDeps, account: Account) => Promise<void>;

/** The same when a person leaves. */
export type PersonStep = (deps: AccountDeletionDeps, person: Person) => Promise<void>;

/** A line of the trail that names nobody. */
export const deletionAudit = (
  { newId, now }: AccountDeletionDeps,
  accountId: string,
  what: Pick<AuditEntry, 'action' | 'detail'>,
): AuditEntry => ({ id: newId(), accountId, at: now().toISOString(), actor: 'tollgate', ...what });
