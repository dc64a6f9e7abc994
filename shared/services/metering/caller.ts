import { networksOf } from '../../domain/access/network.ts';
import { type Entitlement, entitlementAt } from '../../domain/billing/entitlement.ts';
import { entitlementHoldsUntil } from '../../domain/billing/entitlement-span.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { ApiKey } from '../../domain/keys/key.ts';
import { acceptedUntilMs, latestAccepted } from '../../domain/licences/licence.ts';
import type { AccessState } from '../../storage/billing/access-state.ts';

/** The rights of an account, prepared so that asking again parses nothing. */
export type KnownAccount = {
  readonly state: AccessState;
  /** Whether the account accepted the licence's version in force, or a later one. `nowMs` is epoch milliseconds. */
  hasAccepted(licenceId: string, nowMs: number): boolean;
  /** The latest published version that the account accepted; undefined: none. */
  acceptedVersionOf(licenceId: string): string | undefined;
  /** `entitlementAt`, computed again only once the clock has changed it. `nowMs` is epoch milliseconds. */
  entitlementAt(nowMs: number): Entitlement;
};

/** One key with its account. */
export type Caller = {
  readonly key: ApiKey;
  readonly account: KnownAccount;
  /** Whether the key is neither revoked nor past its expiry. */
  isInForce(nowMs: number): boolean;
  /** Whether the key may be used from this address. */
  isAllowedFrom(address: string): boolean;
};

/** Prepares the access state of an account. */
export function knownAccount(catalog: Catalog, state: AccessState): KnownAccount {
  const acceptedUntil = new Map(
    catalog.licences.map(({ id }) => [id, acceptedUntilMs(catalog, id, state.acceptances)]),
  );
  const acceptedVersions = new Map(
    catalog.licences.map(({ id }) => [id, latestAccepted(catalog, id, state.acceptances)?.version]),
  );
  let cached: { readonly entitlement: Entitlement; readonly from: number; readonly until: number } | null = null;
  return {
    state,
    hasAccepted: (licenceId, nowMs) => nowMs < (acceptedUntil.get(licenceId) ?? Number.NEGATIVE_INFINITY),
    acceptedVersionOf: (licenceId) => acceptedVersions.get(licenceId),
    entitlementAt(nowMs) {
      if (cached && nowMs >= cached.from && nowMs < cached.until) return cached.entitlement;
      const now = new Date(nowMs);
      const entitlement = entitlementAt(catalog, state.grants, now);
      cached = { entitlement, from: nowMs, until: entitlementHoldsUntil(state.grants, now) };
      return entitlement;
    },
  };
}

/** Prepares a key. */
export function callerWith(key: ApiKey, account: KnownAccount): Caller {
  const ends = [key.revokedAt, key.expiresAt].flatMap((end) => (end === null ? [] : Date.parse(end)));
  const endsAt = Math.min(Number.POSITIVE_INFINITY, ...ends);
  return { key, account, isInForce: (nowMs) => nowMs < endsAt, isAllowedFrom: networksOf(key.cidrs) };
}

/** The use case in force of the caller's app; null: its organization declared none. */
export const useCaseIdOf = ({ key, account }: Pick<Caller, 'key' | 'account'>): string | null =>
  account.state.apps.useCases[key.app]?.id ?? null;

/** Whether an operator approved that use case, and has not revoked it. */
export const isUseCaseApproved = ({ key, account }: Pick<Caller, 'key' | 'account'>): boolean =>
  account.state.apps.useCases[key.app]?.isApproved === true;
