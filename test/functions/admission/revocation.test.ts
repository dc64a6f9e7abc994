/** Nobody is admitted on what was taken away more than 2 s before, whatever interleaves; shown by breaking the rule that keeps it so. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownChanges } from '../../../shared/services/metering/changes-view.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { StorageUnavailable } from '../../../shared/storage/table/table.ts';
import { slowTable } from '../../support/app-slow.ts';
import { instanceOver, line, startMs, writersOver } from './callers-world.ts';

type Follow = typeof knownChanges;

/** A right that was taken away before a call was admitted, and when that was acknowledged. */
type Taken = { readonly what: 'key' | 'suspension' | 'grants'; readonly atMs: number };

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ call: fc.nat({ max: 1 }) }) },
    { weight: 2, arbitrary: fc.record({ passMs: fc.constantFrom(1, 600, 1_400, 2_001) }) },
    { weight: 1, arbitrary: fc.record({ refresh: fc.constantFrom(0, 1_000) }) },
    {
      weight: 1,
      arbitrary: fc.record({ take: fc.constantFrom('key' as const, 'suspension' as const, 'grants' as const) }),
    },
    { weight: 1, arbitrary: fc.record({ other: fc.nat({ max: 30 }) }) },
  ),
  { minLength: 4, maxLength: 14 },
);

/** Runs calls, changes and the clock of two instances in an order that the scheduler chooses. Answers the wrong admissions. */
const property = (follow: Follow) =>
  fc.asyncProperty(fc.scheduler(), steps, async (scheduler, story) => {
    const table = memoryTable();
    const writers = await writersOver(table);
    const { key, secret } = await writers.newKey();
    await writers.access.grant(writers.accountId, { version: 1, grants: [] });
    const clock = { ms: startMs };
    const wait = () => scheduler.schedule(Promise.resolve());
    const slow = slowTable(table, wait);
    const bounds = { maxKeys: 2, maxAccounts: 2 };
    const instances = [0, 1].map(() => instanceOver(slow, clock, { follow, bounds }));
    const taken: Taken[] = [];
    const wrong: string[] = [];

    const call = async (which: number) => {
      const caller = await instances[which]?.find(secret).catch((error: unknown) => {
        if (error instanceof StorageUnavailable) return null;
        throw error;
      });
      if (!caller) return;
      for (const { what, atMs } of taken) {
        const isSeen = {
          key: !caller.isInForce(clock.ms),
          suspension: caller.account.state.suspended,
          grants: caller.account.state.version > 1,
        }[what];
        if (!isSeen && clock.ms - atMs > 2_000) wrong.push(`${what}, ${clock.ms - atMs} ms ago`);
      }
    };
    const take = async (what: Taken['what']) => {
      if (what === 'key') await writers.apiKeys.revoke(key, new Date(startMs).toISOString(), line(writers.accountId));
      else if (what === 'suspension') await writers.access.suspend(writers.accountId, line(writers.accountId));
      else {
        await writers.access.grant(writers.accountId, { version: 2, grants: [] });
        await wait();
        await writers.changes.announce(writers.accountId);
      }
      taken.push({ what, atMs: clock.ms });
    };
    const running: Promise<unknown>[] = [];
    const tell = async () => {
      for (const step of story) {
        await wait();
        if ('passMs' in step) clock.ms += step.passMs;
        else if ('call' in step) running.push(call(step.call));
        else if ('take' in step) running.push(take(step.take));
        else if ('refresh' in step) running.push(instances[0]!.refresh(step.refresh));
        else running.push(announceOthers(writers, step.other));
      }
      await Promise.all(running);
    };
    await scheduler.waitFor(tell());
    return wrong.length === 0;
  });

/** Announces so many changes that the changes item is emptied meanwhile. */
async function announceOthers({ changes }: Awaited<ReturnType<typeof writersOver>>, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await changes.announce(`another account of some length ${i}`);
}

const runs = { numRuns: 200, seed: 20261125 };

test('in any interleaving of reads, refreshes and changes no call is admitted on what was taken away more than 2 s before', async () => {
  const { failed, counterexample } = await fc.check(property(knownChanges), runs);
  expect(failed, String(counterexample)).toBe(false);
});

test('that would be found out if what changes overtook were kept', async () => {
  const keepsAll: Follow = (options) => {
    const known = knownChanges(options);
    return { ...known, begin: () => ({ isOvertaken: () => false, end: () => {} }) };
  };
  expect((await fc.check(property(keepsAll), { ...runs, numRuns: 4_000, endOnFailure: true })).failed).toBe(true);
});

test('the age of the view counts from when its read was sent, however late it arrived', async () => {
  const table = memoryTable();
  const writers = await writersOver(table);
  const { key, secret } = await writers.newKey();
  const clock = { ms: startMs };
  const arrivals: (() => void)[] = [];
  const changes = {
    async read() {
      const read = await writers.changes.read();
      await new Promise<void>((resolve) => arrivals.push(resolve));
      return read;
    },
  };
  const instance = instanceOver(table, clock, { changes });
  const first = instance.find(secret);
  await macrotask();
  await writers.apiKeys.revoke(key, new Date(startMs).toISOString(), line(writers.accountId));
  clock.ms += 1_500;
  arrivals[0]!();
  await first;
  clock.ms += 501;
  expect(instance.peek(secret, clock.ms)).toBeUndefined();
});

const macrotask = () => new Promise((resolve) => setImmediate(resolve));
