import { readPublicBadge } from '../../functions/badges/public-badge.ts';
import { type BadgeApplication, undecided } from '../../shared/domain/badges/badge.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { rasterizer } from '../../shared/services/badges/marks/png.ts';
import { paymentOf } from '../../shared/services/badges/status.ts';
import { signInOver } from '../../shared/storage/accounts/sign-in.ts';
import { badgeLooksOver } from '../../shared/storage/badges/badge-looks.ts';
import { badgeReadsOver } from '../../shared/storage/badges/badge-reads.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import catalog from '../../tollgate.config.ts';
import { countedUnits } from '../counted-units.ts';
import { cpuMicros } from '../cpu.ts';
import { type Bench, rounded } from '../figure.ts';

const forms = { page: '', JSON: '.json', SVG: '.svg', PNG: '.png' };
const target = { 'round trips': 1, 'page, µs': 200, 'SVG, µs': 200, 'JSON, µs': 200, 'PNG, µs': 200 };

const at = '2026-11-01T00:00:00.000Z';
const end = '2026-12-01T00:00:00.000Z';
const now = () => new Date('2026-11-15T00:00:00.000Z');
const application: BadgeApplication = {
  ...undecided,
  ...{ handle: 'ada', accountId: 'acc_1', email: 'ada@example.com', badge: 'verified', kind: 'person' },
  ...{ displayName: 'Ada Lovelace', url: 'https://ada.example/', picture: null, state: 'approved', reason: null },
  ...{ appliedAt: at, decidedAt: at, firstApprovedAt: at, version: 1 },
};

/** What it costs to answer the public about a badge that a warm process has seen before: a page, JSON, the mark as SVG and PNG. */
export const run: Bench = async () => {
  const { table, units } = countedUnits(memoryTable());
  await fill(table);
  const route = readPublicBadge({
    ...{ catalog, now, newId: () => '1', origin: 'https://shop.example', originSecrets: [] },
    log: { info: () => {}, error: () => {} } as never,
    sessions: signInOver(table),
    badges: badgesOver(table),
    badgeReads: badgeReadsOver(table),
    badgeLooks: badgeLooksOver(table),
    access: accessStatesOver(table),
    rasterize: rasterizer(),
  } as unknown as Parameters<typeof readPublicBadge>[0]);
  const ask = (form: string) => route(requestFor(form));
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

/** The same items the usual way: one asked for after the other. */
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

async function fill(table: Table): Promise<void> {
  const audit = { id: '1', accountId: 'acc_1', at, action: 'bench', actor: 'bench', detail: {} };
  await badgesOver(table).insert(application, audit);
  await accessStatesOver(table).grant('acc_1', {
    version: 1,
    grants: [
      {
        ...{ subscriptionId: 'sub_1', kind: 'badge', id: 'verified', status: 'active', interval: 'month' },
        ...{ periodStart: at, periodEnd: end, paidUntil: end, fullUntil: end, graceUntil: end },
      },
    ],
  });
}

const requestFor = (form: string): ApiRequest => ({
  ...{ id: '1', method: 'GET', route: 'GET /badges/{handle}', path: `/badges/ada${form}`, address: '198.51.100.7' },
  ...{
    params: { handle: `ada${form}` },
    query: new URLSearchParams(),
    headers: {},
    cookies: {},
    body: Buffer.alloc(0),
  },
});
