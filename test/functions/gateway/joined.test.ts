import { expect, it } from 'vitest';
import { always } from '../../../shared/cached.ts';
import type { Plan } from '../../../shared/domain/catalog/catalog.ts';
import { defineTollgate } from '../../../shared/domain/catalog/define.ts';
import { admitUpstream } from '../../../shared/services/metering/admit-upstream.ts';
import { assembleAdmission } from '../../../shared/services/metering/assemble.ts';
import type { Admit } from '../../../shared/services/metering/upstream-admission.ts';
import { grantsKey } from '../../../shared/storage/item-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { countersOver } from '../../../shared/storage/usage/counters.ts';
import { segmentsOver } from '../../../shared/storage/usage/segments.ts';
import tollgate from '../../../tollgate.config.ts';
import { repositoriesOver } from '../../support/app-repositories.ts';
import { published } from '../../support/peppers.ts';
import { basicGrant, startMs, writersOver } from '../admission/callers-world.ts';

/** Admission as it is deployed in front of upstreams, with a caller whose plan, of 10,000 units, has the upstream `own` on these terms. */
async function joined(terms: Partial<Plan> = {}) {
  const table = memoryTable();
  const writers = await writersOver(table);
  await writers.accept();
  await table.put({ ...grantsKey(writers.accountId), version: 1, grants: [basicGrant] as never });
  const { secret } = await writers.newKey();
  const own = { title: 'Own', description: 'Own.', timeoutMs: 100, cost: { per: 'request' }, maxUnits: 6_000 } as const;
  const catalog = defineTollgate({
    ...tollgate,
    upstreams: [{ id: 'own', licence: writers.licence.id, ...own }],
    plans: tollgate.plans.map((plan) =>
      plan.id === 'basic' ? { ...plan, upstreams: ['own'], ...terms } : { ...plan, upstreams: [] },
    ),
  });
  const now = () => startMs + 1_000;
  const storage = { counters: countersOver(table), segments: segmentsOver(table) };
  const peppers = always(published({ 1: 'a pepper that nobody else can know' }));
  const parts = assembleAdmission({
    ...{ ...repositoriesOver(table), ...storage, catalog, peppers, now },
    newInstanceId: () => 'e0000001',
  });
  const admit: Admit = admitUpstream({ ...parts, catalog, now });
  const ask = (units: number, datasetId = 'gateway:own') =>
    admit({ secret, address: '192.0.2.1', unitsWanted: units, weight: units, datasetId });
  const reported = async () => {
    await parts.admission.close();
    return (await storage.segments.read('e0000001', 0)).flatMap((segment) => segment.entries);
  };
  return { ask, reported, accountId: writers.accountId };
}

it('admission as it runs knows an upstream of the plan, grants all that a call can cost or nothing, and reports what it cost', async () => {
  const { ask, reported, accountId } = await joined();
  expect(await ask(6_000, 'gateway:other')).toMatchObject({ allowed: false, standings: [], accountId });
  const first = await ask(6_000);
  expect(first).toMatchObject({ allowed: true, grantedUnits: 6_000, caller: { environment: 'live' } });
  expect(await ask(6_000)).toMatchObject({ allowed: false, reason: 'quota_exhausted' });
  if (first.allowed) first.commit(7);
  expect(await reported()).toMatchObject([{ datasetId: 'gateway:own', units: 7, calls: 1 }]);
});

it('a unit of the upstream weighs what the caller’s plan says, and the answer tells how the caller then stands', async () => {
  const { ask, reported } = await joined({
    weights: { 'gateway:own': 2 },
    rateLimits: [{ requests: 2, windowSeconds: 60 }],
  });
  const admitted = await ask(3);
  expect(admitted).toMatchObject({ allowed: true, grantedUnits: 6, unitWeight: 2 });
  if (!admitted.allowed) return;
  expect(admitted.remainingAfter(4)).toBe(9_996);
  expect(admitted.standings(9_996)).toMatchObject([
    { name: 'allowance', quota: 10_000, remaining: 9_996 },
    { name: 'minute', quota: 2, remaining: 1 },
    { name: 'in-flight', quota: 50, remaining: 49 },
  ]);
  admitted.commit(4);
  const second = await ask(1);
  if (second.allowed) second.commit(0);
  const held = await ask(1);
  expect(held).toMatchObject({
    allowed: false,
    reason: 'rate_limited',
    standings: [{ name: 'minute', remaining: 0 }, { name: 'in-flight' }],
  });
  expect(await reported()).toMatchObject([{ datasetId: 'gateway:own', units: 4, calls: 1 }]);
});

it('a weight of 0 makes the upstream free', async () => {
  const { ask, reported } = await joined({ weights: { gateway: 0 } });
  const admitted = await ask(6_000);
  expect(admitted).toMatchObject({ allowed: true, grantedUnits: 0, unitWeight: 0 });
  if (admitted.allowed) admitted.commit(0);
  expect(await reported()).toEqual([]);
});
