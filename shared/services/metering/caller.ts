import { networksOf } from '../../domain/access/network.ts';
import { type Entitlement, entitlementAt } from '../../domain/billing/entitlement.ts';
import { entitlementHoldsUntil } from '../../domain/billing/entitlement-span.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { ApiKey } from '../../domain/keys/key.ts';
import { acceptedUntilMs } from '../../domain/licences/licence.ts';
import type { AccessState } from '../../storage/billing/access-state.ts';

/** What an account may, prepared: asking it again parses nothing. */
export type KnownAccount = {
  readonly state: AccessState;
  /** Whether the licence's version in force, or a later one, was accepted. `nowMs` is epoch milliseconds. */
  hasAccepted(licenceId: string, nowMs: number): boolean;
  /** `entitlementAt`, made anew only once the clock has changed it. `nowMs` is epoch milliseconds. */
  entitlementAt(nowMs: number): Entitlement;
};

/** Who calls with one key, and what they may. */
export type Caller = {
  readonly key: ApiKey;
  readonly account: KnownAccount;
  /** Neither revoked nor past its expiry. */
  isInForce(nowMs: number): boolean;
  /** Whether the key may be used from this address. */
  isAllowedFrom(address: string): boolean;
};

/** Prepares what was read of an account. */
export function knownAccount(catalog: Catalog, state: AccessState): KnownAccount {
  const acceptedUntil = new Map(
    catalog.licences.map(({ id }) => [id, acceptedUntilMs(catalog, id, state.acceptances)]),
  );
  let held: { readonly entitlement: Entitlement; readonly from: number; readonly until: number } | null = null;
  return {
    state,
    hasAccepted: (licenceId, nowMs) => nowMs < (acceptedUntil.get(licenceId) ?? Number.NEGATIVE_INFINITY),
    entitlementAt(nowMs) {
      if (held && nowMs >= held.from && nowMs < held.until) return held.entitlement;
      const now = new Date(nowMs);
      const entitlement = entitlementAt(catalog, state.grants, now);
      held = { entitlement, from: nowMs, until: entitlementHoldsUntil(state.grants, now) };
      return entitlement;
    },
  };
}

/** Prepares what was read of a key. */
export function callerWith(key: ApiKey, account: KnownAccount): Caller {
  const ends = [key.revokedAt, key.expiresAt].flatMap((end) => (end === null ? [] : Date.parse(end)));
  const endsAt = Math.min(Number.POSITIVE_INFINITY, ...ends);
  return { key, account, isInForce: (nowMs) => nowMs < endsAt, isAllowedFrom: networksOf(key.cidrs) };
}
