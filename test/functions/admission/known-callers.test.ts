import { describe, expect, test } from 'vitest';
import type { Changes } from '../../../shared/storage/billing/changes.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { StorageUnavailable } from '../../../shared/storage/table/table.ts';
import catalog from '../../../tollgate.config.ts';
import { countedReads, instanceOver, startMs, writersOver } from './callers-world.ts';

async function world(over: Parameters<typeof instanceOver>[2] = {}) {
  const { table, counted, since } = countedReads();
  const clock = { ms: startMs };
  const writers = await writersOver(table);
  return { table, clock, since, writers, instance: instanceOver(counted, clock, over) };
}

describe('an instance knows callers', () => {
  test('that it has read, without the table, while its view is at most 2 s old; then it reads only the changes', async () => {
    const { writers, instance, clock, since } = await world();
    const { secret, key } = await writers.newKey();
    expect(instance.peek(secret, clock.ms)).toBeUndefined();
    expect((await instance.find(secret))?.key).toEqual(key);
    expect(since()).toEqual(['CHANGES', 'KEY', 'ACCESS']);
    clock.ms += 2_000;
    expect(instance.peek(secret, clock.ms)?.key).toEqual(key);
    clock.ms += 1;
    expect(instance.peek(secret, clock.ms)).toBeUndefined();
    expect((await instance.find(secret))?.key).toEqual(key);
    expect(since()).toEqual(['CHANGES']);
  });

  test('not on a view from the future: a clock that was set back makes it read', async () => {
    const { writers, instance, clock, since } = await world();
    const { secret } = await writers.newKey();
    await instance.find(secret);
    since();
    clock.ms -= 1;
    expect(instance.peek(secret, clock.ms)).toBeUndefined();
    expect(await instance.find(secret)).not.toBeNull();
    expect(since()).toEqual(['CHANGES']);
  });

  test('by one state an account, which all its keys share', async () => {
    const { writers, instance, since } = await world();
    const [one, two] = [await writers.newKey(), await writers.newKey()];
    await instance.find(one.secret);
    since();
    const second = await instance.find(two.secret);
    expect(since()).toEqual(['KEY']);
    expect(second?.account).toBe((await instance.find(one.secret))?.account);
  });

  test('no longer once their account changed, and those of other accounts still', async () => {
    const { table, writers, instance, clock, since } = await world();
    const other = await writersOver(table);
    const [mine, theirs] = [await writers.newKey(), await other.newKey()];
    await instance.find(mine.secret);
    await instance.find(theirs.secret);
    await writers.changes.announce(writers.accountId);
    clock.ms += 2_001;
    since();
    await instance.find(theirs.secret);
    expect(since()).toEqual(['CHANGES']);
    await instance.find(mine.secret);
    expect(since()).toEqual(['KEY', 'ACCESS']);
  });

  test('no more at all once it is behind what the changes item has forgotten', async () => {
    const { writers, instance, clock, since } = await world();
    const { secret } = await writers.newKey();
    await instance.find(secret);
    while ((await writers.changes.read()).floor === 0) await writers.changes.announce(`other-${Math.random()}`);
    clock.ms += 2_001;
    since();
    await instance.find(secret);
    expect(since()).toEqual(['CHANGES', 'KEY', 'ACCESS']);
  });

  test('no longer once it has to forget their account', async () => {
    const { writers, instance, clock, since } = await world();
    const { secret } = await writers.newKey();
    await instance.find(secret);
    since();
    instance.forget(writers.accountId);
    expect(instance.peek(secret, clock.ms)).toBeUndefined();
    await instance.find(secret);
    expect(since()).toEqual(['KEY', 'ACCESS']);
  });
});

describe('an unknown key', () => {
  test('is refused for 60 s with no call to the table, and looked up again after that', async () => {
    const { writers, instance, clock, since } = await world();
    const elsewhere = await writersOver(memoryTable());
    const { secret } = await elsewhere.newKey();
    expect(await instance.find(secret)).toBeNull();
    expect(since()).toEqual(['CHANGES', 'KEY']);
    clock.ms += 59_999;
    expect(await instance.find(secret)).toBeNull();
    expect(since()).toEqual([]);
    clock.ms += 1;
    expect(await instance.find(secret)).toBeNull();
    expect(since()).toEqual(['CHANGES', 'KEY']);
    expect(writers.accountId).not.toBe(elsewhere.accountId);
  });

  test('that is malformed is refused with no call to the table at all', async () => {
    const { instance, since } = await world();
    const malformed = [
      '',
      'tg_live_',
      'x'.repeat(44),
      `tg_live_${'0'.repeat(36)}`,
      `tg_live_${'é'.repeat(36)}`,
      'y'.repeat(10_000),
    ];
    for (const secret of malformed) expect(await instance.find(secret)).toBeNull();
    expect(since()).toEqual([]);
  });

  test('however many there are, pushes out no known one, and is forgotten itself', async () => {
    const { writers, instance, since } = await world({ bounds: { maxKeys: 2, maxAccounts: 2, maxUnknown: 3 } });
    const { secret } = await writers.newKey();
    const elsewhere = await writersOver(memoryTable());
    const unknown = await Promise.all(Array.from({ length: 5 }, () => elsewhere.newKey()));
    await instance.find(secret);
    for (const each of unknown) await instance.find(each.secret);
    since();
    await instance.find(secret);
    expect(since()).toEqual([]);
    await instance.find(unknown[0]!.secret);
    expect(since()).toEqual(['KEY']);
  });
});

describe('the cache is bounded', () => {
  test('more keys than fit: one that was not used since the last was pushed out goes, and each is found right again', async () => {
    const { writers, instance, since } = await world({ bounds: { maxKeys: 3 } });
    const keys = await Promise.all(Array.from({ length: 5 }, () => writers.newKey()));
    const find = async (i: number) => {
      expect((await instance.find(keys[i]!.secret))?.key).toEqual(keys[i]!.key);
      return since();
    };
    for (const i of [0, 1, 2, 3]) await find(i);
    expect(await find(1)).toEqual([]);
    await find(4);
    expect(await find(1)).toEqual([]);
    expect(await find(2)).toEqual(['KEY']);
  });

  test('an account that was pushed out takes its keys along, so that no change to it is missed', async () => {
    const { table, writers, instance, clock } = await world({ bounds: { maxAccounts: 1 } });
    const other = await writersOver(table);
    const [mine, theirs] = [await writers.newKey(), await other.newKey()];
    await instance.find(mine.secret);
    await instance.find(theirs.secret);
    expect(instance.peek(mine.secret, clock.ms)).toBeUndefined();
  });
});

describe('a read that is under way', () => {
  test('is shared by all calls that wait for it', async () => {
    const { writers, instance, since } = await world();
    const { secret } = await writers.newKey();
    await Promise.all(Array.from({ length: 20 }, () => instance.find(secret)));
    expect(since()).toEqual(['CHANGES', 'KEY', 'ACCESS']);
  });

  test('that reads the changes for over a second is no longer shared, and its late answer undoes nothing', async () => {
    const { writers, clock, table } = await world();
    const answers: (() => void)[] = [];
    const slow: Pick<Changes, 'read'> = {
      async read() {
        const read = await writers.changes.read();
        await new Promise<void>((resolve) => answers.push(resolve));
        return read;
      },
    };
    const instance = instanceOver(table, clock, { changes: slow });
    const first = instance.refresh(0);
    await tick();
    await writers.changes.announce(writers.accountId);
    clock.ms += 1_001;
    const second = instance.refresh(0);
    await tick();
    expect(answers).toHaveLength(2);
    answers[1]!();
    await second;
    const { secret } = await writers.newKey();
    await instance.find(secret);
    answers[0]!();
    await first;
    expect(instance.peek(secret, clock.ms)).not.toBeUndefined();
    clock.ms += 1_000;
    expect(instance.peek(secret, clock.ms)).not.toBeUndefined();
  });

  test('that fails tells everyone who waits, and the next call reads again', async () => {
    const { writers, clock, table } = await world();
    let isDown = true;
    const { changes } = writers;
    const instance = instanceOver(table, clock, {
      changes: {
        read: () => (isDown ? Promise.reject(new StorageUnavailable(new Error('down'))) : changes.read()),
      },
    });
    const { secret, key } = await writers.newKey();
    const calls = await Promise.allSettled([instance.find(secret), instance.find(secret)]);
    expect(calls.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    expect((await instance.find(secret))?.key).toEqual(key);
  });

  test('that changes overtake again and again is given up in the end, with an error that may be retried', async () => {
    const { writers, clock, table } = await world();
    const { secret } = await writers.newKey();
    const instance = instanceOver(table, clock, {
      access: {
        async read(accountId) {
          const read = await writers.access.read(accountId);
          instance.forget(accountId);
          return read;
        },
      },
    });
    await expect(instance.find(secret)).rejects.toThrow(StorageUnavailable);
  });
});

describe('a known caller', () => {
  test('is prepared: licences accepted, networks and expiry, entitlement by the clock', async () => {
    const { writers, instance, clock } = await world();
    const expiresAt = new Date(startMs + 5_000).toISOString();
    const { secret } = await writers.newKey({ cidrs: ['192.0.2.0/24'], expiresAt });
    await writers.accept();
    const caller = (await instance.find(secret))!;
    const accepted = catalog.licences.filter(({ id }) => caller.account.hasAccepted(id, clock.ms));
    expect(accepted.map(({ id }) => id)).toEqual([writers.licence.id]);
    expect(['192.0.2.9', '198.51.100.1'].map(caller.isAllowedFrom)).toEqual([true, false]);
    expect([0, 4_999, 5_000].map((ms) => caller.isInForce(startMs + ms))).toEqual([true, true, false]);
    expect(caller.account.entitlementAt(clock.ms)).toMatchObject({ access: 'none', period: null });
    expect(caller.account.state).toMatchObject({ version: 0, suspended: false });
  });
});

const tick = () => new Promise((resolve) => setImmediate(resolve));
