import { hash, randomBytes } from 'node:crypto';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { parseSecret } from '../../shared/domain/keys/format.ts';
import { hashesOf, type Peppers } from '../../shared/domain/keys/hash.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import type { AccessStates } from '../../shared/storage/access.ts';
import type { ApiKeys } from '../../shared/storage/api-keys.ts';
import type { Changes } from '../../shared/storage/changes.ts';
import { StorageUnavailable } from '../../shared/storage/table.ts';
import { type Caller, knownAccount } from './caller.ts';
import { type KnownChanges, knownChanges } from './changes-view.ts';
import { type Bounds, HeldCallers } from './held-callers.ts';

export type KnownCallersDeps = {
  readonly catalog: Catalog;
  readonly apiKeys: Pick<ApiKeys, 'findByHash'>;
  readonly access: Pick<AccessStates, 'read'>;
  readonly changes: Pick<Changes, 'read'>;
  readonly peppers: Peppers;
  /** Epoch milliseconds of this environment's clock. */
  readonly nowMs: () => number;
  readonly bounds?: Partial<Bounds>;
  /** How changes are followed, where a test breaks the rule. */
  readonly follow?: typeof knownChanges;
};

/** What an environment remembers of callers. */
export type KnownCallers = {
  /**
   * From memory alone. Null: there is no such key. Undefined: something has to be read first, which `find` does; a call that has waited
   * for anything since asks again, since the view has aged. `nowMs` is epoch milliseconds.
   */
  peek(secret: string, nowMs: number): Caller | null | undefined;
  /**
   * What `peek` says once all was read that is missing; to be used at once.
   * @throws StorageUnavailable
   */
  find(secret: string): Promise<Caller | null>;
  /** Reads what changed unless that was read within `olderThanMs`: after the answer, so that the next call finds it fresh. */
  refresh(olderThanMs: number): Promise<void>;
  /** Forgets an account of which something later than what is held was seen (a counter's version). */
  forget(accountId: string): void;
};

/** A key with its account is about 3 KB. */
const defaultBounds: Bounds = { mostKeys: 5_000, mostAccounts: 5_000, mostUnknown: 10_000, unknownMs: 60_000 };

/** Of reads that changes overtake, or that take too long to be relied on. */
const mostAttempts = 6;

/**
 * The memory of callers of one environment: keys, access and what changed lately, bounded. Nothing is kept that was read before a
 * change now known, and nobody is known on a view older than 2 s.
 */
export function knownCallers(deps: KnownCallersDeps): KnownCallers {
  const { nowMs, follow = knownChanges } = deps;
  const held = new HeldCallers({ ...defaultBounds, ...deps.bounds });
  const digestOf = digester();
  const changes = follow({
    changes: deps.changes,
    nowMs,
    drop: (accountId) => held.drop(accountId),
    dropAll: () => held.dropAll(),
  });
  const learn = learner(deps, held, changes);
  const peek: KnownCallers['peek'] = (secret, now) => {
    const digest = digestOf(secret);
    const caller = held.caller(digest);
    if (caller) return changes.isFresh(now) ? caller : undefined;
    return parseSecret(secret) === null || held.isUnknown(digest, now) ? null : undefined;
  };
  return {
    peek,
    async find(secret) {
      for (let attempt = 0; attempt < mostAttempts; attempt++) {
        const caller = peek(secret, nowMs());
        if (caller !== undefined) return caller;
        await (changes.isFresh(nowMs()) ? learn(secret, digestOf(secret)) : changes.refresh());
      }
      throw new StorageUnavailable(new Error(`Who calls was read ${mostAttempts} times, too slowly to be relied on`));
    },
    async refresh(olderThanMs) {
      if (!changes.isFresh(nowMs(), olderThanMs)) await changes.refresh();
    },
    forget: changes.forget,
  };
}

/** Reads a key and its account and keeps them, unless a change overtook that; one read a key at once, however many calls wait for it. */
function learner(deps: KnownCallersDeps, held: HeldCallers, changes: KnownChanges) {
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

async function keyOf({ apiKeys, peppers }: KnownCallersDeps, secret: string): Promise<ApiKey | null> {
  for (const each of hashesOf(secret, peppers)) {
    const key = await apiKeys.findByHash(each);
    if (key) return key;
  }
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
