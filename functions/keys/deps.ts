import type { Cached } from '../../shared/cached.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Published } from '../../shared/domain/keys/hash.ts';
import type { EvidenceObjects } from '../../shared/evidence-store/evidence-objects.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { KeyOwnerDeps, SessionDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { MailQueue } from '../../shared/queues.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { OperatorWords } from '../../shared/storage/accounts/operator-words.ts';
import type { Throttles } from '../../shared/storage/accounts/throttles.ts';
import type { Apps } from '../../shared/storage/apps/apps.ts';
import type { UseCases } from '../../shared/storage/apps/use-cases.ts';
import type { AccessStates } from '../../shared/storage/billing/access.ts';
import type { Contests } from '../../shared/storage/evidence/contests.ts';
import type { PersonKeys } from '../../shared/storage/evidence/person-keys.ts';
import type { Refusals } from '../../shared/storage/evidence/refusals.ts';
import type { SignerKeys } from '../../shared/storage/evidence/signer-keys.ts';
import type { Statements } from '../../shared/storage/evidence/statements.ts';
import type { ApiKeys } from '../../shared/storage/keys/api-keys.ts';
import type { BrowserKeys } from '../../shared/storage/keys/browser-keys.ts';
import type { FirstReads } from '../../shared/storage/usage/first-reads.ts';
import type { LiveUsage } from '../../shared/storage/usage/live-usage.ts';

/** Dependencies of the keys function. */
export type KeysDeps = HttpDeps &
  SessionDeps &
  KeyOwnerDeps & {
    readonly catalog: Catalog;
    readonly apiKeys: ApiKeys;
    readonly browserKeys: BrowserKeys;
    readonly throttles: Pick<Throttles, 'pass'>;
    readonly apps: Apps;
    readonly useCases: Pick<UseCases, 'pageOf' | 'currentOf'>;
    readonly access: AccessStates;
    readonly personKeys: Pick<PersonKeys, 'of'>;
    readonly statements: Pick<Statements, 'list' | 'find'>;
    readonly contests: Pick<Contests, 'of' | 'open'>;
    /** Places of statements that have too many to name. */
    readonly evidenceObjects: Pick<EvidenceObjects, 'get'>;
    readonly operatorWords: Pick<OperatorWords, 'read'>;
    readonly mail: MailQueue;
    readonly signerKeys: Omit<SignerKeys, 'forget'>;
    readonly accounts: Pick<Accounts, 'find'>;
    readonly liveUsage: LiveUsage;
    readonly refusals: Pick<Refusals, 'latest'>;
    readonly firstReads: Pick<FirstReads, 'has'>;
    readonly peppers: Pick<Cached<Published>, 'current'>;
    readonly randomBytes: (count: number) => Uint8Array;
    readonly newId: () => string;
  };

/** A line of the trail about what this request does. */
export const auditOf = (
  deps: Pick<KeysDeps, 'now' | 'newId'>,
  { session }: SignedInRequest,
  what: Pick<AuditEntry, 'action' | 'detail'>,
): AuditEntry => personLine(deps, session, what);
