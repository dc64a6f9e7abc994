import { paymentOf } from '../../shared/services/badges/status.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import catalog from '../../tollgate.config.ts';
import { countedUnits } from '../counted-units.ts';
import { cpuMicros } from '../cpu.ts';
import { type Bench, rounded } from '../figure.ts';
import { now, publicBadgeOver, storeBadge } from '../public-badge.ts';

const forms = { page: '', JSON: '.json', SVG: '.svg', PNG: '.png' };
const target = { 'round trips': 1, 'page, µs': 200, 'SVG, µs': 200, 'JSON, µs': 200, 'PNG, µs': 200 };

/** The cost of public answers about a badge that a warm process has seen before: a page, JSON, and the mark as SVG and PNG. */
export const run: Bench = async () => {
  const { table, units } = countedUnits(memoryTable());
  await storeBadge(table);
  const ask = publicBadgeOver(table);
  const counted = () => {
    const all = [...units().values()];
    return {
      trips: all.reduce((sum, { calls }) => sum + calls, 0),
      reads: all.reduce((sum, { reads }) => sum + reads, 0),
    };
  };
  const begun = counted();
  await ask('.json');
  const first = counted();
  await ask('.json');
  const again = counted();
  const value: Record<string, number> = { 'round trips': again.trips - first.trips, RRU: again.reads - first.reads };
  console.log(`  the first time that a process sees a handle: ${first.trips - begun.trips} round trips`);
  for (const [name, form] of Object.entries(forms)) value[`${name}, µs`] = rounded(await cpuMicros(() => ask(form)));
  const slowest = Math.max(...Object.keys(forms).map((name) => value[`${name}, µs`] ?? Number.NaN));
  const peer = await oneByOne(table, counted);
  const ok = value['round trips'] === 1 && slowest <= 200;
  return { bench: 'badge-read', value, unit: 'µs of processor, reads', target, peer, ratio: null, ok };
};

/** The peer reads the same items the usual way, one after the other. */
async function oneByOne(table: Table, counted: () => { readonly trips: number; readonly reads: number }) {
  const deps = { catalog, now, badges: badgesOver(table), access: accessStatesOver(table) };
  const read = async () => {
    const found = await deps.badges.find('ada');
    return found && paymentOf(deps, found);
  };
  const before = counted();
  await read();
  const after = counted();
  const micros = rounded(await cpuMicros(read));
  return {
    'one item after the other, round trips': after.trips - before.trips,
    'one item after the other, RRU': after.reads - before.reads,
    'one item after the other, reading alone, µs': micros,
  };
}
