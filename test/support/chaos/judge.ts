import type { Segment } from '../../../shared/domain/usage/segment.ts';
import { segmentHash } from '../../../shared/domain/usage/segment-codec.ts';
import { batchPartition, segmentPartition } from '../../../shared/storage/item-keys.ts';
import { readAll } from '../../../shared/storage/table/read-all.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { repositoriesOver } from '../app-repositories.ts';
import { readTruths, type TrueCall, type Truth } from './truth.ts';

export type Judged = {
  readonly served: number;
  readonly billed: number;
  /** Units served and never billed, and as many as the argument allows to be. */
  readonly lost: number;
  readonly mayBeLost: number;
  /** The longest stretch before a process's last admission of which something was lost. */
  readonly longestLossMs: number;
  /** What is wrong, a sentence each. */
  readonly wrong: readonly string[];
};

type Sums = Map<string, number>;
const add = (sums: Sums, name: string, units: number) => void sums.set(name, (sums.get(name) ?? 0) + units);
const total = (sums: Sums): number => [...sums.values()].reduce((sum, units) => sum + units, 0);
const counterOf = ({ accountId, periodStart }: { readonly accountId: string; readonly periodStart: string }) =>
  `${accountId} ${periodStart}`;

type World = {
  readonly table: Table;
  readonly truthFolder: string;
  /** Accounts by how many units they may be served in a period. */
  readonly limits: ReadonlyMap<string, number>;
};

/** Compares what every process really served with what is on record once all chains have ended and are merged. */
export async function judge({ table, truthFolder, limits }: World): Promise<Judged> {
  const truths = readTruths(truthFolder);
  const { segments } = repositoriesOver(table);
  const chains = new Map<string, readonly Segment[]>();
  for (const id of truths.flatMap(({ instanceIds }) => instanceIds)) chains.set(id, await segments.read(id, 0));
  const losses = truths.map((truth) => lossOf(truth, chains));
  const served: Sums = new Map();
  const billed: Sums = new Map();
  for (const call of truths.flatMap(({ calls }) => calls)) add(served, counterOf(call), call.units);
  for (const entry of [...chains.values()].flat().flatMap(({ entries }) => entries))
    add(billed, counterOf(entry), entry.units);
  return {
    served: total(served),
    billed: total(billed),
    lost: losses.reduce((sum, { lost }) => sum + lost, 0),
    mayBeLost: losses.reduce((sum, { mayBeLost }) => sum + mayBeLost, 0),
    longestLossMs: Math.max(...losses.map(({ longestMs }) => longestMs)),
    wrong: [
      ...losses.flatMap(({ wrong }) => wrong),
      ...pastLimits(served, limits),
      ...(await Promise.all([...chains].map(([id, chain]) => brokenLinks(table, id, chain)))).flat(),
      ...(await wrongBatches(table, chains)),
      ...(await wrongDays(table, { limits, billed })),
      ...(await wrongCounters(table, { limits, billed })),
    ],
  };
}

/** Nothing is admitted once the oldest unit that was not reported is older. */
const maxUnreportedMs = 30_000;

/** What a process served and did not report, beside what the argument lets it lose: in each life the last 30 s, nothing of one that ended itself. */
function lossOf({ name, instanceIds, calls }: Truth, chains: ReadonlyMap<string, readonly Segment[]>) {
  const wrong: string[] = [];
  let [lost, mayBeLost, longestMs] = [0, 0, 0];
  for (const [life, id] of instanceIds.entries()) {
    const chain = chains.get(id) ?? [];
    const own = calls.filter((call) => call.life === life && call.servedAt !== null);
    const units = own.reduce((sum, call) => sum + call.units, 0);
    const reported = chain.flatMap(({ entries }) => entries).reduce((sum, entry) => sum + entry.units, 0);
    const lastAt = Math.max(0, ...calls.filter((call) => call.life === life).map(({ admittedAt }) => admittedAt));
    const tail = own.filter(({ servedAt }) => (servedAt ?? 0) >= lastAt - maxUnreportedMs);
    const hasEndedItself = chain.at(-1)?.end?.by === 'instance';
    const most = hasEndedItself ? 0 : tail.reduce((sum, call) => sum + call.units, 0);
    if (reported > units) wrong.push(`${name} served ${units} units as ${id}, and ${reported} are billed`);
    if (units - reported > most)
      wrong.push(`${name} as ${id}: ${units - reported} of ${units} units are lost, ${most} may be`);
    lost += units - reported;
    mayBeLost += most;
    longestMs = Math.max(longestMs, lastAt - oldestLost(own, units - reported, lastAt));
  }
  return { lost, mayBeLost, longestMs, wrong };
}

/** When the first of the last `lost` units was served: they are reported in the order in which they were. */
function oldestLost(calls: readonly TrueCall[], lost: number, lastAt: number): number {
  const latestFirst = calls.toSorted((a, b) => (b.servedAt ?? 0) - (a.servedAt ?? 0));
  let left = lost;
  let oldest = lastAt;
  for (const { units, servedAt } of latestFirst) {
    if (left <= 0) break;
    left -= units;
    oldest = Math.min(oldest, servedAt ?? lastAt);
  }
  return oldest;
}

function pastLimits(served: Sums, limits: World['limits']): string[] {
  return [...served].flatMap(([counter, units]) => {
    const limit = limits.get(counter.split(' ')[0] ?? '') ?? 0;
    return units > limit ? [`${counter}: ${units} units served of ${limit}`] : [];
  });
}

/** Each link of a chain names the bytes of the one before, and the last one ends it. An id that never was registered has none. */
async function brokenLinks(table: Table, id: string, chain: readonly Segment[]): Promise<string[]> {
  const bodies = await readAll(table, { pk: segmentPartition(id) });
  const hashes = ['', ...bodies.map(({ body }) => segmentHash(body as Uint8Array))];
  const wrong = chain
    .filter(({ previousHash }, at) => previousHash !== hashes[at])
    .map(({ number }) => `${id}: segment ${number} does not follow from the one before`);
  return chain.length === 0 || chain.at(-1)?.end ? wrong : [...wrong, `${id} has not ended`];
}

/** Every segment lies in one batch: of each chain the batches' ranges follow each other from its first to its last. */
async function wrongBatches(table: Table, chains: ReadonlyMap<string, readonly Segment[]>): Promise<string[]> {
  const wrong: string[] = [];
  const merged = new Map<string, number>();
  for (const { sk, ranges, doneAt } of await readAll(table, { pk: batchPartition })) {
    if (doneAt === undefined) wrong.push(`batch ${sk} is not done`);
    for (const [id, [from, to]] of Object.entries(ranges as Record<string, [number, number]>)) {
      if (from !== (merged.get(id) ?? 0))
        wrong.push(`batch ${sk} begins ${id} after ${from} instead of ${merged.get(id) ?? 0}`);
      merged.set(id, to);
    }
  }
  for (const [id, { length }] of chains) {
    if ((merged.get(id) ?? 0) !== length)
      wrong.push(`${id}: ${merged.get(id) ?? 0} of ${length} segments lie in batches`);
  }
  for (const id of merged.keys()) if (!chains.has(id)) wrong.push(`a batch holds ${id}, which nobody was`);
  return wrong;
}

type Billed = Pick<World, 'limits'> & { readonly billed: Sums };

/** What is billed of a period is what its segments say, no unit more or less. */
async function wrongDays(table: Table, { limits, billed }: Billed): Promise<string[]> {
  const { usageDays } = repositoriesOver(table);
  const folded: Sums = new Map();
  for (const accountId of limits.keys()) {
    for (const day of await usageDays.read(accountId, { from: '2000-01-01', to: '2100-01-01' }))
      for (const { units } of day.sums) add(folded, counterOf(day), units);
  }
  return [...new Set([...folded.keys(), ...billed.keys()])].flatMap((counter) => {
    const [days, segments] = [folded.get(counter) ?? 0, billed.get(counter) ?? 0];
    return days === segments ? [] : [`${counter}: days of usage say ${days}, segments ${segments}`];
  });
}

/** `limit + credited = free + entries + retired`, no entry is left, and at least what is billed stays spent. */
async function wrongCounters(table: Table, { limits, billed }: Billed): Promise<string[]> {
  const { counterUpkeep } = repositoriesOver(table);
  const wrong: string[] = [];
  for (const accountId of limits.keys()) {
    for (const counter of await counterUpkeep.ofAccount(accountId)) {
      const name = counterOf(counter);
      const taken = Object.values(counter.entries).reduce((sum, units) => sum + units, 0);
      const { limit, credited, free, retired, unusable } = counter;
      if (limit + credited !== free + taken + retired)
        wrong.push(`${name}: ${free} + ${taken} + ${retired} is not ${limit} + ${credited}`);
      if (taken > 0) wrong.push(`${name}: ${taken} units are still with instances`);
      if (retired < (billed.get(name) ?? 0)) wrong.push(`${name}: ${billed.get(name)} billed, ${retired} retired`);
      if (unusable > retired) wrong.push(`${name}: ${unusable} of ${retired} retired units are unusable`);
    }
  }
  return wrong;
}
