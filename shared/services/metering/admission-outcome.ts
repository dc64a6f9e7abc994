import type { DenialReason } from '../../domain/access/denial.ts';
import type { Entitlement } from '../../domain/billing/entitlement.ts';
import type { SignedRequest } from '../../domain/evidence/entry.ts';
import type { ServedRecords } from '../../domain/usage/served.ts';
import type { Caller } from './caller.ts';
import type { Noted, ServedCall } from './ledger-port.ts';

/** An admitted call. It holds reserved units until `commit`. */
export type Admitted = {
  readonly allowed: true;
  readonly caller: {
    readonly accountId: string;
    readonly keyId: string;
    readonly environment: 'live' | 'test';
    readonly entitlement: Entitlement;
    readonly account: Caller['account'];
  };
  /** The request as its buyer signed it. */
  readonly signed?: SignedRequest | undefined;
  readonly grantedUnits: number;
  /** Units left of the limit once `units` are charged, as far as this instance knows; null without a limit. */
  remainingAfter(units: number): number | null;
  /** False for test keys: they cost nothing and see samples. */
  readonly metered: boolean;
  /**
   * Ends the call and charges it. `repeatable`: its records, for an account that is credited repeats. `served`: what was served, which
   * enters the ledger; absent: nothing was. Only the first call counts. Null: the call is in no ledger.
   */
  commit(units: number, repeatable?: ServedRecords, served?: ServedCall): Noted | null;
};

/** A refused call. */
export type Denied = {
  readonly allowed: false;
  readonly reason: DenialReason;
  /** A sentence about this call, in place of the reason's own. */
  readonly detail?: string;
  readonly retryAfterSeconds?: number;
  /** The share of the caller's app is used up, not what its organization may use. */
  readonly isOfApp?: boolean;
  /** The account whose units are used up. */
  readonly usedUpBy?: string;
};
