import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Service } from '../../shared/domain/keys/service-key.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { Admit } from '../../shared/services/metering/upstream-admission.ts';
import type { FirstReads } from '../../shared/storage/usage/first-reads.ts';
import type { Verifications } from '../../shared/storage/usage/verifications.ts';

/** The dependencies of the function. */
export type VerifyDeps = HttpDeps & {
  readonly catalog: Catalog;
  readonly admit: Admit;
  readonly verifications: Verifications;
  readonly firstReads: Pick<FirstReads, 'note'>;
  /** The services that may verify, as of a minute ago at most. */
  readonly services: () => Promise<readonly Service[]>;
  readonly now: () => Date;
};

/** The route's other dependency. */
export type VerifyParts = VerifyDeps & {
  /** Notes that a call with a test key of the account was allowed. */
  readonly noteFirstRead: (accountId: string) => Promise<void>;
};
