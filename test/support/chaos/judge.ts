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
  /** Units served and never billed, within the bound that the argument allows. */
  readonly lost: number;
  readonly mayBeLost: number;
  /** The longest stretch before a process's last admission in which units were lost. */
  readonly longestLossMs: number;
  /** One sentence for each fault. */
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
  /** The most units that each account may be served in a period. */
  readonly limits: ReadonlyMap<string, number>;
  /** The most units that a key of an app with a share may be served in a period. */
  readonly shares?: ReadonlyMap<string, number>;
};

/** Compares the units that every process served with the records, once all usage logs have ended and are rolled up. */
export async function judge({ table, truthFolder, limits, shares = new Map() }: World): Promise<Judged> {
  const truths = readTruths(truthFolder);
  const { segments } = repositoriesOver(table);
  const usageLogs = new Map<string, readonly Segment[]>();
  for (const id of truths.flatMap(({ instanceIds }) => instanceIds)) usageLogs.set(id, await segments.read(id, 0));
  const losses = truths.map((truth) => lossOf(truth, usageLogs));
  const served: Sums = new Map();
  const billed: Sums = new Map();
  for (const call of truths.flatMap(({ calls }) => calls)) add(served, counterOf(call), call.units);
  for (const entry of [...usageLogs.values()].flat().flatMap(({ entries }) => entries))
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
      ...pastShares(truths, shares),
      ...(await Promise.all([...usageLogs].map(([id, usageLog]) => brokenLinks(table, id, usageLog)))).flat(),
      ...(await wrongBatches(table, usageLogs)),
      ...(await wrongDays(table, { limits, billed })),
      ...(await wrongCounters(table, { limits, billed })),
    ],
  };
}

/** An instance admits nothing once its oldest unreported unit is older. */
const maxUnreportedMs = 30_000;

/**
 * Served and unreported units of a process, and the bound that the argument sets. Each session may lose its last 30 s, and one that ended
 * itself nothing.
 */
function lossOf({ name, instanceIds, calls }: Truth, usageLogs: ReadonlyMap<string, readonly Segment[]>) {
  const wrong: string[] = [];
  let [lost, mayBeLost, longestMs] = [0, 0, 0];
  for (const [life, id] of instanceIds.entries()) {
    const usageLog = usageLogs.get(id) ?? [];
    const own = calls.filter((call) => call.life === life && call.servedAt !== null);
    const units = own.reduce((sum, call) => sum + call.units, 0);
    const reported = usageLog.flatMap(({ entries }) => entries).reduce((sum, entry) => sum + entry.units, 0);
    const lastAt = Math.max(0, ...calls.filter((call) => call.life === life).map(({ admittedAt }) => admittedAt));
    const tail = own.filter(({ servedAt }) => (servedAt ?? 0) >= lastAt - maxUnreportedMs);
    const hasEndedItself = usageLog.at(-1)?.end?.by === 'instance';
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

/** When the first of the last `lost` units was served: units are reported in the order of serving. */
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

function pastShares(truths: readonly Truth[], shares: ReadonlyMap<string, number>): string[] {
  const served: Sums = new Map();
  for (const { keyId, periodStart, units } of truths.flatMap(({ calls }) => calls))
    add(served, `${keyId} ${periodStart}`, units);
  return pastLimits(new Map([...served].filter(([name]) => shares.has(name.split(' ')[0] ?? ''))), shares);
}

/** Each segment of a log names the bytes of the one before, and the last one ends it. An id that never registered has none. */
async function brokenLinks(table: Table, id: string, usageLog: readonly Segment[]): Promise<string[]> {
  const bodies = await readAll(table, { pk: segmentPartition(id) });
  const hashes = ['', ...bodies.map(({ body }) => segmentHash(body as Uint8Array))];
  const wrong = usageLog
    .filter(({ previousHash }, at) => previousHash !== hashes[at])
    .map(({ number }) => `${id}: segment ${number} does not follow from the one before`);
  return usageLog.length === 0 || usageLog.at(-1)?.end ? wrong : [...wrong, `${id} has not ended`];
}

/** Every segment lies in one batch: the batches' ranges of a log follow each other from its first segment to its last. */
async function wrongBatches(table: Table, usageLogs: ReadonlyMap<string, readonly Segment[]>): Promise<string[]> {
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
  for (const [id, { length }] of usageLogs) {
    if ((merged.get(id) ?? 0) !== length)
      wrong.push(`${id}: ${merged.get(id) ?? 0} of ${length} segments lie in batches`);
  }
  for (const id of merged.keys()) if (!usageLogs.has(id)) wrong.push(`a batch holds ${id}, which nobody was`);
  return wrong;
}

type Billed = Pick<World, 'limits'> & { readonly billed: Sums };

/** The billed units of a period equal those of its segments. */
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

/** `limit + credited = free + entries + retired`, no entry is left, and at least the billed units stay spent. */
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
