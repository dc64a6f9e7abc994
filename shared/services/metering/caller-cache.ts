import type { ApiKey } from '../../domain/keys/key.ts';
import { type Caller, callerWith, type KnownAccount } from './caller.ts';
import { Recent } from './recent.ts';

/** An account's state, which goes for all its keys at once: whoever points to it looks whether it is current still. */
type HeldAccount = { readonly known: KnownAccount; isCurrent: boolean };
type HeldKey = { readonly caller: Caller; readonly account: HeldAccount };

export type CallerCacheSizes = {
  readonly maxKeys: number;
  readonly maxAccounts: number;
  readonly maxUnknown: number;
  /** How long it is remembered that a key is not known. */
  readonly unknownMs: number;
};

const outdate = (account: HeldAccount): void => {
  account.isCurrent = false;
};

/** Callers by the digest of their secret, bounded; unknown ones apart, so that guessing pushes nobody out. */
export class CallerCache {
  readonly #keys: Recent<HeldKey>;
  readonly #accounts: Recent<HeldAccount>;
  readonly #unknown: Recent<number>;
  readonly #unknownMs: number;

  constructor({ maxKeys, maxAccounts, maxUnknown, unknownMs }: CallerCacheSizes) {
    this.#keys = new Recent(maxKeys);
    this.#accounts = new Recent(maxAccounts, outdate);
    this.#unknown = new Recent(maxUnknown);
    this.#unknownMs = unknownMs;
  }

  /** Undefined: none is held, or what is held of its account has gone. */
  caller(digest: string): Caller | undefined {
    const held = this.#keys.get(digest);
    return held?.account.isCurrent ? held.caller : undefined;
  }

  account(accountId: string): KnownAccount | undefined {
    return this.#accounts.get(accountId)?.known;
  }

  /** Where the account is held already, that stands: one state an account, so that dropping it drops all. */
  keep(digest: string, key: ApiKey, read: KnownAccount): void {
    const account = this.#accounts.get(key.accountId) ?? { known: read, isCurrent: true };
    if (account.known === read) this.#accounts.set(key.accountId, account);
    this.#keys.set(digest, { caller: callerWith(key, account.known), account });
  }

  keepUnknown(digest: string, sinceMs: number): void {
    this.#keys.delete(digest);
    this.#unknown.set(digest, sinceMs);
  }

  isUnknown(digest: string, nowMs: number): boolean {
    const sinceMs = this.#unknown.get(digest) ?? Number.NaN;
    return nowMs >= sinceMs && nowMs < sinceMs + this.#unknownMs;
  }

  drop(accountId: string): void {
    const account = this.#accounts.get(accountId);
    if (account) outdate(account);
    this.#accounts.delete(accountId);
  }

  /** An unknown caller may be known by now. */
  forgetUnknown(): void {
    this.#unknown.clear();
  }

  dropAll(): void {
    this.#keys.clear();
    this.#accounts.clear();
  }
}
