import { hash, randomBytes } from 'node:crypto';
import { type Cached, CachedValueUnavailable } from '../../cached.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { parseSecret } from '../../domain/keys/format.ts';
import { hashesOf, type Published } from '../../domain/keys/hash.ts';
import type { ApiKey } from '../../domain/keys/key.ts';
import type { AccessStates } from '../../storage/billing/access.ts';
import type { Changes } from '../../storage/billing/changes.ts';
import type { ApiKeys } from '../../storage/keys/api-keys.ts';
import { StorageUnavailable } from '../../storage/table/table.ts';
import { type Caller, knownAccount } from './caller.ts';
import { CallerCache, type CallerCacheSizes } from './caller-cache.ts';
import { type KnownChanges, knownChanges } from './changes-view.ts';

/** The stores and clock that the cache of callers reads. */
export type KnownCallersDeps = {
  readonly catalog: Catalog;
  readonly apiKeys: Pick<ApiKeys, 'findByHash'>;
  readonly access: Pick<AccessStates, 'read'>;
  readonly changes: Pick<Changes, 'read'>;
  /** The published peppers. The cache drops its callers whenever they change. */
  readonly peppers: Pick<Cached<Published>, 'peek' | 'current' | 'isConfirmed' | 'refresh'>;
  /** Epoch milliseconds of this instance's clock. */
  readonly nowMs: () => number;
  readonly bounds?: Partial<CallerCacheSizes>;
  /** The way to follow changes; tests that break the rule pass another. */
  readonly follow?: typeof knownChanges;
};

/** An instance's cache of callers. */
export type KnownCallers = {
  /**
   * The caller, from memory alone. Null: no such key. Undefined: `find` has to read something first. A call that has waited since asks
   * again, because the view has aged. `nowMs` is epoch milliseconds.
   */
  peek(secret: string, nowMs: number): Caller | null | undefined;
  /**
   * The answer of `peek`, once all missing data is read. Use it before anything else is awaited.
   * @throws StorageUnavailable, CachedValueUnavailable
   */
  find(secret: string): Promise<Caller | null>;
  /** Reads the changes, unless they were read within `olderThanMs`. Call it after an answer, so that the next call finds them fresh. */
  refresh(olderThanMs: number): Promise<void>;
  /** Forgets an account whose cached state is older than something just seen, such as a counter's version. */
  forget(accountId: string): void;
};

/** A key with its account is about 3 KB. */
const defaultBounds: CallerCacheSizes = { maxKeys: 5_000, maxAccounts: 5_000, maxUnknown: 10_000, unknownMs: 60_000 };

/** Peppers of this age are read again after the answer, so that the next call finds them fresh. */
const refreshPeppersAfterMs = 45_000;

/** Attempts at a read that changes overtake, or that takes too long to be relied on. */
const maxAttempts = 6;

/**
 * The bounded cache of callers of one instance: keys, access and recent changes. It stores nothing that was read before a change now known.
 * It answers nobody on a view older than 2 s, or with peppers older than a minute.
 */
export function knownCallers(deps: KnownCallersDeps): KnownCallers {
  const { nowMs, follow = knownChanges } = deps;
  const cache = new CallerCache({ ...defaultBounds, ...deps.bounds });
  const digestOf = digester();
  const changes = follow({
    changes: deps.changes,
    nowMs,
    drop: (accountId) => cache.drop(accountId),
    dropAll: () => cache.dropAll(),
  });
  const learn = learner(deps, cache, changes);
  let hashedWith: Published | undefined;
  /** A key stored under a removed pepper is unknown from now on, and one under a new pepper is known. */
  const hasPeppers = (now: number): boolean => {
    const published = deps.peppers.peek(now);
    if (published && published !== hashedWith) {
      if (hashedWith) changes.forgetAll();
      cache.forgetUnknown();
      hashedWith = published;
    }
    return published !== undefined;
  };
  const peek: KnownCallers['peek'] = (secret, now) => {
    const isReady = hasPeppers(now);
    const digest = digestOf(secret);
    const caller = cache.caller(digest);
    if (caller) return isReady && changes.isFresh(now) ? caller : undefined;
    return parseSecret(secret) === null || (isReady && cache.isUnknown(digest, now)) ? null : undefined;
  };
  return {
    peek,
    async find(secret) {
      for (let attempt = 0; attempt < maxAttempts; attempt++) {
        const caller = peek(secret, nowMs());
        if (caller !== undefined) return caller;
        const isFresh = changes.isFresh(nowMs());
        if (isFresh && hasPeppers(nowMs())) await learn(secret, digestOf(secret));
        else await Promise.all([deps.peppers.current(), isFresh || changes.refresh()]);
      }
      throw new StorageUnavailable(new Error(`The caller was read ${maxAttempts} times, too slowly to be relied on`));
    },
    async refresh(olderThanMs) {
      const reading = deps.peppers.refresh(refreshPeppersAfterMs);
      if (!changes.isFresh(nowMs(), olderThanMs)) await changes.refresh();
      await reading;
    },
    forget: changes.forget,
  };
}

/** Reads a key and its account and caches them, unless a change overtook the read. One read a key at a time, however many calls wait. */
function learner(deps: KnownCallersDeps, cache: CallerCache, changes: KnownChanges) {
  const underWay = new Map<string, Promise<void>>();
  const read = async (secret: string, digest: string) => {
    const reading = changes.begin();
    try {
      const sinceMs = deps.nowMs();
      const key = await keyOf(deps, secret);
      if (!key) return cache.storeUnknown(digest, sinceMs);
      const account = cache.account(key.accountId) ?? knownAccount(deps.catalog, await deps.access.read(key.accountId));
      if (!reading.isOvertaken(key.accountId)) cache.store(digest, key, account);
    } finally {
      reading.end();
    }
  };
  return (secret: string, digest: string): Promise<void> => {
    const done = underWay.get(digest) ?? read(secret, digest).finally(() => underWay.delete(digest));
    underWay.set(digest, done);
    return done;
  };
}

/**
 * The stored key.
 * @throws CachedValueUnavailable if no key is found and peppers may be missing: one of them may have minted it
 */
async function keyOf({ apiKeys, peppers, nowMs }: KnownCallersDeps, secret: string): Promise<ApiKey | null> {
  const published = await peppers.current();
  for (const each of hashesOf(secret, published.peppers)) {
    const key = await apiKeys.findByHash(each);
    if (key) return key;
  }
  if (!peppers.isConfirmed(nowMs())) throw new CachedValueUnavailable(new Error('The peppers of keys are not read'));
  return null;
}

/**
 * The digest that the cache remembers secrets by. A secret has 178 random bits, so its plain SHA-256 reveals as little as the stored HMAC.
 * It takes a tenth of the time, and the random part makes it worthless outside this process.
 */
function digester(): (secret: string) => string {
  const own = randomBytes(32).toString('base64url');
  return (secret) => hash('sha256', own + secret, 'binary');
}
