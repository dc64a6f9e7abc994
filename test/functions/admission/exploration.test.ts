import { describe, expect, test, vi } from 'vitest';
import { StorageUnavailable, type Table } from '../../../shared/storage/table/table.ts';
import { countersOver } from '../../../shared/storage/usage/counters.ts';
import { explore, wander } from './explore.ts';
import type { Changed } from './explored-world.ts';
import { scenarios } from './scenarios.ts';

/** Random ways through each scenario; also how many states of each are explored in order. */
const walks = Number(process.env.WALKS ?? 60);
const states = Number(process.env.STATES ?? 75);
const seed = Number(process.env.SEED ?? 1);

vi.setConfig({ testTimeout: 300_000 });

describe('after any loss, delay, freeze, crash or end: served within the limit, billed what was served, nothing twice', () => {
  test.each(Object.entries(scenarios))('%s', async (name, scenario) => {
    const wandered = await wander(scenario, { seed, walks });
    expect(wandered.violation).toBeUndefined();
    const explored = await explore(scenario, { most: states });
    expect(explored.violation).toBeUndefined();
    const all = explored.complete ? 'every state' : `${explored.states} states in order`;
    console.info(`${name}: ${all} (${explored.states}), ${wandered.states} at random (SEED=${seed})`);
    expect(wandered.states).toBeGreaterThan(explored.complete ? 0 : walks / 2);
  });
});

/** Counters that lack one rule, which the exploration would find. */
const broken: Readonly<Record<string, { readonly scenario: string; readonly changed: Changed }>> = {
  'a take without an answer is taken for one that landed': {
    scenario: 'takes that are lost, answered but lost, or land late',
    changed: { counters: (table) => withTake(table, believing) },
  },
  'the first take does not look for entries that were removed': {
    scenario: 'a take that lands late, of a process that ends',
    changed: {
      counters: (table) =>
        withTake(table, (take, real, read) => read(take).then((settled) => real({ ...take, settled }))),
    },
  },
  'a fenced usage log gives back all units that it did not state as consumed': {
    scenario: 'a process that is frozen for two days, and fenced',
    changed: { settle: 'fenced as closed' },
  },
  'a fenced usage log gives back units that its instance may leave unreported': {
    scenario: 'fenced, with units that go unreported',
    changed: { settle: 'without windows' },
  },
  'a fenced share gives back units as if no key of its app had reported any': {
    scenario: 'a share with units that go unreported',
    changed: { settle: 'without keys' },
  },
  'prepaid units come back from a silent process that was not fenced': {
    scenario: 'prepaid: frozen for two days, and fenced',
    changed: { settle: 'silent, not fenced' },
  },
};

test.each(Object.entries(broken))('it would be seen if %s', async (_what, { scenario, changed }) => {
  const { violation } = await wander(scenarios[scenario]!, { seed: 2, walks: 4_000, changed });
  expect(violation).toBeDefined();
});

type Counters = ReturnType<typeof countersOver>;
type Take = Parameters<Counters['take']>[0];
type Takes = Counters['take'];

function withTake(
  table: Table,
  take: (take: Take, real: Takes, settled: (of: Take) => Promise<number>) => ReturnType<Takes>,
) {
  const counters = countersOver(table);
  const settledOf = async (of: Take) => (await counters.read(of))?.settled ?? 0;
  return { ...counters, take: (of: Take) => take(of, counters.take, settledOf) };
}

async function believing(take: Take, real: Takes): ReturnType<Takes> {
  try {
    return await real(take);
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    const { entry, units, limit, settled, opened, instanceId, pledge } = take;
    return {
      ok: true,
      counter: {
        limit,
        free: 0,
        settled,
        retired: 0,
        credited: 0,
        version: 1,
        opened: opened ?? 0,
        usedUpOf: 0,
        entries: { [instanceId]: entry + units },
        pledges: pledge ? { [instanceId]: pledge } : {},
      },
    };
  }
}
