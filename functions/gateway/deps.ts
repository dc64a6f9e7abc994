import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Upstream } from '../../shared/domain/catalog/upstream.ts';
import type { CallOut } from '../../shared/http/call-out.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { Admit } from '../../shared/services/metering/upstream-admission.ts';
import type { Nonces } from '../../shared/storage/evidence/nonces.ts';
import type { FirstReads } from '../../shared/storage/usage/first-reads.ts';

/** The dependencies of the function. */
export type GatewayDeps = HttpDeps & {
  readonly catalog: Catalog;
  readonly firstReads: Pick<FirstReads, 'note'>;
  readonly nonces: Pick<Nonces, 'take'>;
  readonly now: () => Date;
  readonly admit: Admit;
  readonly call: CallOut;
  /** The base address for calls of live and of test keys; null: the upstream takes no calls of such keys. */
  readonly baseOf: (upstream: Upstream, environment: 'live' | 'test') => URL | null;
  /** The secret for the operator's header, if the upstream has one; undefined: it was not set. */
  readonly credentialOf: (upstream: Upstream) => Promise<string | undefined>;
};

/** The dependencies of the routes. */
export type GatewayParts = GatewayDeps & {
  /** Notes that a test key of the account was answered. */
  readonly noteFirstRead: (accountId: string) => Promise<void>;
};
