import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Upstream } from '../../shared/domain/catalog/upstream.ts';
import type { CallOut } from '../../shared/http/call-out.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { Admit } from '../../shared/services/metering/upstream-admission.ts';
import type { FirstReads } from '../../shared/storage/usage/first-reads.ts';

export type GatewayDeps = HttpDeps & {
  readonly catalog: Catalog;
  readonly firstReads: Pick<FirstReads, 'note'>;
  readonly now: () => Date;
  readonly admit: Admit;
  readonly call: CallOut;
  /** Where calls of live and of test keys go; null where they go nowhere. */
  readonly baseOf: (upstream: Upstream, environment: 'live' | 'test') => URL | null;
  /** What the operator's header carries to an upstream that has one; undefined where it was not set. */
  readonly credentialOf: (upstream: Upstream) => Promise<string | undefined>;
};

/** The routes' other dependencies. */
export type GatewayParts = GatewayDeps & {
  /** Notes that a test key of the account was answered. */
  readonly noteFirstRead: (accountId: string) => Promise<void>;
};
