import { beforeEach, describe, expect, test } from 'vitest';
import { creditPeriod, grantsOfAll } from '../../../shared/domain/billing/credit.ts';
import { type AdmissionInstance, admissionInstance } from '../../../shared/services/metering/instance.ts';
import { createKeyLimiters } from '../../../shared/services/metering/key-limits.ts';
import { createMeter } from '../../../shared/services/metering/meter.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import catalog from '../../../tollgate.config.ts';
import { basic, instanceOver, startMs, writersOver } from './callers-world.ts';

const at = new Date(startMs).toISOString();
const periodStart = basic.items[0]?.periodStart ?? '';

/** An account with the grants of a test, and instances that serve it. */
async function world() {
  const table = memoryTable();
  const clock = { ms: startMs + 1_000 };
  const { accept, accountId, newKey, licence, access, changes, counters, segments } = await writersOver(table);
  await accept();
  const { secret } = await newKey();
  let [version, ids] = [0, 0];
  const grant = async (units: number, { isSubscribed = false } = {}) => {
    version += 1;
    const credit = units > 0 ? { units, lastUnits: units, since: at } : null;
    const grants = grantsOfAll(catalog, { subscriptions: isSubscribed ? [basic] : [], credit });
    await access.grant(accountId, { version, grants });
    await changes.announce(accountId);
    clock.ms += 2_001;
  };
  const instance = () => {
    const now = () => clock.ms;
    const newInstanceId = () => `e${String(++ids).padStart(7, '0')}`;
    const meter = createMeter({ counters, segments, now, newInstanceId });
    return admissionInstance({
      catalog,
      callers: instanceOver(table, clock),
      limiters: createKeyLimiters(),
      meter,
      now,
    });
  };
  const datasetId = catalog.datasets.find((each) => each.licence === licence.id)?.id ?? '';
  const serve = async (own: AdmissionInstance, unitsWanted: number, weight = 1) => {
    const admitted = await own.admit({ secret, datasetId, address: '192.0.2.1', unitsWanted, weight });
    if (!admitted.allowed) return admitted;
    admitted.commit(admitted.grantedUnits);
    return { ...admitted, remaining: admitted.remainingAfter(admitted.grantedUnits) };
  };
  const counter = (period: string) => counters.read({ accountId, periodStart: period });
  const reported = async () => (await segments.read('e0000001', 0)).flatMap(({ entries }) => entries);
  return { grant, instance, serve, counter, reported };
}

let here: Awaited<ReturnType<typeof world>>;
beforeEach(async () => {
  here = await world();
});

describe('prepaid credit', () => {
  test('is served to the last unit by several instances and not one further, whatever the pages ask for', async () => {
    const { grant, instance, serve, counter } = here;
    await grant(2_000);
    const all = [instance(), instance(), instance()];
    let served = 0;
    for (let turn = 0; turn < 300; turn++) {
      const admitted = await serve(all[turn % 3]!, 37);
      served += admitted.allowed ? admitted.grantedUnits : 0;
      if (!admitted.allowed) expect(admitted).toMatchObject({ allowed: false, reason: 'credit_exhausted' });
    }
    expect(served).toBe(2_000);
    expect(await counter(creditPeriod)).toMatchObject({ limit: 2_000, free: 0 });
  });

  test('is reported as credit, whatever the day', async () => {
    const { grant, instance, serve, reported } = here;
    await grant(100);
    const own = instance();
    expect(await serve(own, 10)).toMatchObject({ grantedUnits: 10, remaining: 90 });
    await own.close();
    expect(await reported()).toEqual([expect.objectContaining({ periodStart: creditPeriod, units: 10 })]);
  });

  test('that was topped up is served again by an instance that had found nothing, as soon as it hears of it', async () => {
    const { grant, instance, serve, counter } = here;
    await grant(50);
    const own = instance();
    expect(await serve(own, 50)).toMatchObject({ grantedUnits: 50 });
    expect(await serve(own, 1)).toMatchObject({ reason: 'credit_exhausted' });
    await grant(80);
    expect(await serve(own, 30)).toMatchObject({ grantedUnits: 30, remaining: 0 });
    expect(await serve(own, 1)).toMatchObject({ reason: 'credit_exhausted' });
    expect(await counter(creditPeriod)).toMatchObject({ limit: 80, free: 0 });
  });

  test('that had more taken back than was left serves nothing until a larger purchase', async () => {
    const { grant, instance, serve, counter } = here;
    await grant(100);
    const own = instance();
    await serve(own, 100);
    await grant(60);
    expect(await serve(own, 1)).toMatchObject({ reason: 'credit_exhausted' });
    expect(await counter(creditPeriod)).toMatchObject({ limit: 60, free: -40 });
    await grant(110);
    expect(await serve(own, 37)).toMatchObject({ grantedUnits: 10, remaining: 0 });
  });
});

describe('a subscription and credit', () => {
  test('are spent in this order, and no call takes from both: the last page of the allowance is cut', async () => {
    const { grant, instance, serve, counter } = here;
    await grant(2_000, { isSubscribed: true });
    const own = instance();
    expect(await serve(own, 9_990, 9_990)).toMatchObject({ grantedUnits: 9_990 });
    expect(await counter(creditPeriod)).toBeNull();
    expect(await serve(own, 37)).toMatchObject({ grantedUnits: 10, remaining: 0 });
    expect(await serve(own, 37)).toMatchObject({ grantedUnits: 37, remaining: 1_963 });
    expect(await counter(periodStart)).toMatchObject({ limit: 10_000, free: 0 });
  });

  test('a call that cannot be cut is paid by the credit whole where the allowance has too little left', async () => {
    const { grant, instance, serve } = here;
    await grant(100, { isSubscribed: true });
    const own = instance();
    await serve(own, 9_950, 9_950);
    expect(await serve(own, 60, 60)).toMatchObject({ grantedUnits: 60, remaining: 40 });
    expect(await serve(own, 50, 50)).toMatchObject({ grantedUnits: 50, remaining: 0 });
    expect(await serve(own, 41, 41)).toMatchObject({ reason: 'credit_exhausted' });
  });
});

test('without anything bought or subscribed a live key has to be paid for', async () => {
  const { grant, instance, serve } = here;
  await grant(0);
  expect(await serve(instance(), 1)).toEqual({ allowed: false, reason: 'payment_required' });
});
