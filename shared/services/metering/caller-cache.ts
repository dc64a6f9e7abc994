import type { ApiKey } from '../../domain/keys/key.ts';
import { type Caller, callerWith, type KnownAccount } from './caller.ts';
import { Recent } from './recent.ts';

/** An account's state, shared by all of its keys. `isCurrent` turns false once the account was dropped or displaced. */
type CachedAccount = { readonly known: KnownAccount; isCurrent: boolean };
type CachedKey = { readonly caller: Caller; readonly account: CachedAccount };

/** Bounds of the cache, in entries. */
export type CallerCacheSizes = {
  readonly maxKeys: number;
  readonly maxAccounts: number;
  readonly maxUnknown: number;
  /** How long the cache remembers that a key is unknown. */
  readonly unknownMs: number;
};

const outdate = (account: CachedAccount): void => {
  account.isCurrent = false;
};

/** A bounded cache of callers by the digest of their secret. Unknown ones are apart, so that guesses displace nobody. */
export class CallerCache {
  readonly #keys: Recent<CachedKey>;
  readonly #accounts: Recent<CachedAccount>;
  readonly #unknown: Recent<number>;
  readonly #unknownMs: number;

  constructor({ maxKeys, maxAccounts, maxUnknown, unknownMs }: CallerCacheSizes) {
    this.#keys = new Recent(maxKeys);
    this.#accounts = new Recent(maxAccounts, outdate);
    this.#unknown = new Recent(maxUnknown);
    this.#unknownMs = unknownMs;
  }

  /** Undefined if the caller is not cached, or the state of its account is no longer current. */
  caller(digest: string): Caller | undefined {
    const cached = this.#keys.get(digest);
    return cached?.account.isCurrent ? cached.caller : undefined;
  }

  account(accountId: string): KnownAccount | undefined {
    return this.#accounts.get(accountId)?.known;
  }

  /** Stores a key. If the account is cached already, the key gets that state: one state an account, so that dropping it drops all keys. */
  store(digest: string, key: ApiKey, read: KnownAccount): void {
    const account = this.#accounts.get(key.accountId) ?? { known: read, isCurrent: true };
    if (account.known === read) this.#accounts.set(key.accountId, account);
    this.#keys.set(digest, { caller: callerWith(key, account.known), account });
  }

  storeUnknown(digest: string, sinceMs: number): void {
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

  /** Forgets all unknown keys: an unknown one may be known by now. */
  forgetUnknown(): void {
    this.#unknown.clear();
  }

  dropAll(): void {
    this.#keys.clear();
    this.#accounts.clear();
  }
}
