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

export type KnownCallersDeps = {
  readonly catalog: Catalog;
  readonly apiKeys: Pick<ApiKeys, 'findByHash'>;
  readonly access: Pick<AccessStates, 'read'>;
  readonly changes: Pick<Changes, 'read'>;
  /** As they are published: callers are forgotten whenever that changes. */
  readonly peppers: Pick<Cached<Published>, 'peek' | 'current' | 'isConfirmed' | 'refresh'>;
  /** Epoch milliseconds of this instance's clock. */
  readonly nowMs: () => number;
  readonly bounds?: Partial<CallerCacheSizes>;
  /** How changes are followed, where a test breaks the rule. */
  readonly follow?: typeof knownChanges;
};

/** What an instance remembers of callers. */
export type KnownCallers = {
  /**
   * From memory alone. Null: there is no such key. Undefined: something has to be read first, which `find` does; a call that has waited
   * for anything since asks again, since the view has aged. `nowMs` is epoch milliseconds.
   */
  peek(secret: string, nowMs: number): Caller | null | undefined;
  /**
   * The answer of `peek` once all that was missing is read; to be used at once.
   * @throws StorageUnavailable, CachedValueUnavailable
   */
  find(secret: string): Promise<Caller | null>;
  /** Reads what changed unless that was read within `olderThanMs`: after the answer, so that the next call finds it fresh. */
  refresh(olderThanMs: number): Promise<void>;
  /** Forgets an account of which something later than what is held was seen (a counter's version). */
  forget(accountId: string): void;
};

/** A key with its account is about 3 KB. */
const defaultBounds: CallerCacheSizes = { maxKeys: 5_000, maxAccounts: 5_000, maxUnknown: 10_000, unknownMs: 60_000 };

/** Peppers this old are read again after the answer, so that the next call finds them read. */
const refreshPeppersAfterMs = 45_000;

/** Of reads that changes overtake, or that take too long to be relied on. */
const maxAttempts = 6;

/**
 * The memory of callers of one instance: keys, access and what changed lately, bounded. Nothing is kept that was read before a change now
 * known. Nobody is known on a view older than 2 s, or by peppers older than the last minute's.
 */
export function knownCallers(deps: KnownCallersDeps): KnownCallers {
  const { nowMs, follow = knownChanges } = deps;
  const held = new CallerCache({ ...defaultBounds, ...deps.bounds });
  const digestOf = digester();
  const changes = follow({
    changes: deps.changes,
    nowMs,
    drop: (accountId) => held.drop(accountId),
    dropAll: () => held.dropAll(),
  });
  const learn = learner(deps, held, changes);
  let hashedWith: Published | undefined;
  /** A key that was stored under a pepper that is gone is unknown from now on, and one under a new pepper is known. */
  const hasPeppers = (now: number): boolean => {
    const published = deps.peppers.peek(now);
    if (published && published !== hashedWith) {
      if (hashedWith) changes.forgetAll();
      held.forgetUnknown();
      hashedWith = published;
    }
    return published !== undefined;
  };
  const peek: KnownCallers['peek'] = (secret, now) => {
    const isReady = hasPeppers(now);
    const digest = digestOf(secret);
    const caller = held.caller(digest);
    if (caller) return isReady && changes.isFresh(now) ? caller : undefined;
    return parseSecret(secret) === null || (isReady && held.isUnknown(digest, now)) ? null : undefined;
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
      throw new StorageUnavailable(new Error(`Who calls was read ${maxAttempts} times, too slowly to be relied on`));
    },
    async refresh(olderThanMs) {
      const reading = deps.peppers.refresh(refreshPeppersAfterMs);
      if (!changes.isFresh(nowMs(), olderThanMs)) await changes.refresh();
      await reading;
    },
    forget: changes.forget,
  };
}

/** Reads a key and its account and keeps them, unless a change overtook that; one read a key at once, however many calls wait for it. */
function learner(deps: KnownCallersDeps, held: CallerCache, changes: KnownChanges) {
  const underWay = new Map<string, Promise<void>>();
  const read = async (secret: string, digest: string) => {
    const reading = changes.begin();
    try {
      const sinceMs = deps.nowMs();
      const key = await keyOf(deps, secret);
      if (!key) return held.keepUnknown(digest, sinceMs);
      const account = held.account(key.accountId) ?? knownAccount(deps.catalog, await deps.access.read(key.accountId));
      if (!reading.isOvertaken(key.accountId)) held.keep(digest, key, account);
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

/** @throws CachedValueUnavailable where no key is found and peppers may be missing: it may have been minted with one of them */
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
 * What secrets are remembered under. A secret has 178 random bits, so its plain SHA-256 gives it away as little as the HMAC that it is
 * stored under, at a tenth of the time; the random part makes it worthless outside this process.
 */
function digester(): (secret: string) => string {
  const own = randomBytes(32).toString('base64url');
  return (secret) => hash('sha256', own + secret, 'binary');
}
