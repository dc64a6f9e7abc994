/** A rotation of the pepper, as instances that run live through it. */
import { describe, expect, test } from 'vitest';
import { type Cached, CachedValueUnavailable, cached } from '../../../shared/cached.ts';
import { mintSecret, startOf } from '../../../shared/domain/keys/format.ts';
import { hashesOf, mintingFirst, type Published } from '../../../shared/domain/keys/hash.ts';
import { logOf } from '../../../shared/log.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { repositoriesOver } from '../../support/app-repositories.ts';
import { published } from '../../support/peppers.ts';
import { instanceOver, startMs, writersOver } from './callers-world.ts';

const [one, two] = ['the first pepper, that nobody else can know', 'the second one, that nobody else can know'];
const seconds = 1_000;

/** One Parameter Store, one table, and instances that begin at different times. */
async function deployment() {
  const table = memoryTable();
  const clock = { ms: startMs };
  const store = { versions: { 1: one } as Record<number, string>, at: new Date(startMs - 3_600_000), fails: false };
  const writers = await writersOver(table);
  const follow = (): Cached<Published> =>
    cached({
      name: 'key-peppers',
      read: async () => {
        if (store.fails) throw new Error('SSM does not answer');
        return { versions: store.versions, at: store.at };
      },
      parse: ({ versions, at }) => published(versions, at),
      nowMs: () => clock.ms,
      log: logOf('test', () => {}),
    });
  const publish = (versions: Record<number, string>) => Object.assign(store, { versions, at: new Date(clock.ms) });
  const minter = follow();
  /** Mints as `POST /v1/keys` does; answers the secret, and the version of the pepper that it is stored under. */
  const mint = async () => {
    const { accountId } = writers;
    const now = new Date(clock.ms);
    const secret = mintSecret('live', (count) => crypto.getRandomValues(new Uint8Array(count)));
    const hash = hashesOf(secret, mintingFirst(await minter.current(), now))[0]!;
    const dates = { createdAt: now.toISOString(), expiresAt: null, revokedAt: null };
    const rights = { label: 'k', environment: 'live' as const, app: 'default', scopes: [], cidrs: [] };
    const key = { id: `key_${secret.slice(8, 20)}`, accountId, start: startOf(secret), ...rights, ...dates };
    const audit = {
      id: key.id,
      accountId,
      at: dates.createdAt,
      action: 'key.created',
      actor: 'tollgate' as const,
      detail: {},
    };
    await repositoriesOver(table).apiKeys.insert(key, hash, { most: 100, audit });
    return { secret, version: Number(hash.split(':')[0]) };
  };
  return { clock, store, publish, mint, instance: () => instanceOver(table, clock, { peppers: follow() }) };
}

describe('a new pepper', () => {
  test('mints with 120 s after its publication, and no key that it minted is unknown to an instance that ran before', async () => {
    const { clock, publish, mint, instance } = await deployment();
    const warm = instance();
    const { secret: before } = await mint();
    expect(await warm.find(before)).not.toBeNull();
    publish({ 1: one, 2: two });
    const minted: number[] = [];
    for (let second = 0; second <= 180; second += 10) {
      const { secret, version } = await mint();
      minted.push(version);
      expect(await warm.find(secret), `minted ${second} s after the publication`).not.toBeNull();
      expect(await instance().find(secret)).not.toBeNull();
      clock.ms += 10 * seconds;
    }
    expect(minted).toEqual([...Array(12).fill(1), ...Array(7).fill(2)]);
    expect(await warm.find(before)).not.toBeNull();
  });

  test('mints at once if the deployment has no other', async () => {
    const { publish, mint } = await deployment();
    publish({ 1: one });
    expect((await mint()).version).toBe(1);
  });
});

describe('a pepper that was taken away', () => {
  test('takes its keys along within 60 s, in instances that hold them, and at once in one that was frozen', async () => {
    const { clock, publish, mint, instance } = await deployment();
    const [warm, frozen] = [instance(), instance()];
    const { secret } = await mint();
    for (const each of [warm, frozen]) expect(await each.find(secret)).not.toBeNull();
    publish({ 2: two });
    clock.ms += 59 * seconds;
    expect(await warm.find(secret)).not.toBeNull();
    clock.ms += seconds;
    expect(await warm.find(secret)).toBeNull();
    clock.ms += 3_600 * seconds;
    expect(frozen.peek(secret, clock.ms)).toBeUndefined();
    expect(await frozen.find(secret)).toBeNull();
  });

  test('and put back brings them back within 60 s, though they were found unknown meanwhile', async () => {
    const { clock, publish, mint, instance } = await deployment();
    const warm = instance();
    const { secret } = await mint();
    publish({ 2: two });
    expect(await warm.find(secret)).toBeNull();
    publish({ 1: one, 2: two });
    clock.ms += 60 * seconds;
    expect(await warm.find(secret)).not.toBeNull();
  });
});

describe('while Parameter Store does not answer', () => {
  test('known keys are served for 15 minutes; a key that is not found is not called unknown, since its pepper may be', async () => {
    const { clock, store, publish, mint, instance } = await deployment();
    const warm = instance();
    const { secret } = await mint();
    await warm.find(secret);
    publish({ 1: one, 2: two });
    clock.ms += 121 * seconds;
    const later = await mint();
    expect(later.version).toBe(2);
    store.fails = true;
    expect(await warm.find(secret)).not.toBeNull();
    await expect(warm.find(later.secret)).rejects.toThrow(CachedValueUnavailable);
    clock.ms += 800 * seconds;
    await expect(warm.find(secret)).rejects.toThrow(CachedValueUnavailable);
    store.fails = false;
    expect(await warm.find(later.secret)).not.toBeNull();
    expect(await warm.find(secret)).not.toBeNull();
  });

  test('a malformed key is refused without asking anybody', async () => {
    const { store, instance } = await deployment();
    store.fails = true;
    expect(instance().peek('tg_live_nonsense', startMs)).toBeNull();
  });
});
