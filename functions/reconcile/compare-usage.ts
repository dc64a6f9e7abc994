import type { Difference } from '../../shared/domain/billing/drift.ts';
import { isTakenUp } from '../../shared/domain/billing/meter-reports.ts';
import {
  billedIn,
  isSameWindow,
  type OverageRecord,
  type OverageWindow,
  totalValueOf,
} from '../../shared/domain/billing/overage.ts';
import { meterNameOf } from '../../shared/domain/catalog/overage-price.ts';
import type { Correction, ReconcileRun } from '../../shared/storage/billing/drift.ts';
import type { ReconcileDeps } from './deps.ts';

type Of = { readonly accountId: string; readonly customerId: string };
type Compared = { readonly window: OverageWindow; readonly differences: readonly Difference[] };

const hourMs = 3_600_000;
/** An invoice is final an hour after its period; one that is not after three days bills nothing as far as we are concerned. */
const finalMs = 2 * hourMs;
const givenUpMs = 72 * hourMs;

/**
 * Holds what was counted past allowances against Stripe's meter and, once, against the invoice that bills it. A meter that says something
 * else is told again by the next report, as long as it can be. A window whose report Stripe may not have taken up yet waits for the next
 * run. Null where nothing differs.
 */
export async function compareUsage(deps: ReconcileDeps, run: ReconcileRun, of: Of): Promise<Correction | null> {
  const { version, overage } = await deps.overages.read(of.accountId);
  const compared: Compared[] = [];
  for (const window of overage.windows) compared.push(await compare(deps, { ...of, overage, window }));
  const differences = compared.flatMap((each) => each.differences);
  const at = deps.now().toISOString();
  const named = { runId: run.id, runStartedAt: run.startedAt, at, ...of };
  const correction: Correction = { ...named, cause: 'usage', accessChanged: false, differences };
  if (differences.length > 0) await deps.drift.record(correction);
  if (compared.some(({ window }, n) => window !== overage.windows[n]))
    await deps.overages.write(of.accountId, version, { ...overage, windows: compared.map(({ window }) => window) });
  return differences.length > 0 ? correction : null;
}

type Comparing = Of & { readonly overage: OverageRecord; readonly window: OverageWindow };

async function compare(deps: ReconcileDeps, of: Comparing): Promise<Compared> {
  const { window } = of;
  if (window.compared) return { window, differences: [] };
  if (window.report?.acknowledged && !isTakenUp(window.report, deps.now())) return { window, differences: [] };
  if (!window.closed) return compareMeter(deps, of);
  const age = deps.now().getTime() - Date.parse(window.end);
  const billed = age < finalMs ? null : await deps.stripeUsage.billed(window);
  if (billed === null && age < givenUpMs) return { window, differences: [] };
  const value = totalValueOf(window);
  const meter = await compareMeter(deps, of);
  return {
    window: { ...window, compared: true },
    differences: [
      ...meter.differences,
      ...differing(window, 'invoice', [value, billed ?? 0]),
      ...differing(window, 'late', [value, await usedIn(deps, of)]),
    ],
  };
}

async function compareMeter({ stripeUsage }: ReconcileDeps, { customerId, window }: Comparing): Promise<Compared> {
  const { report, planId, start, end } = window;
  if (report && !report.acknowledged) return { window, differences: [] };
  const said = (await stripeUsage.reported({ customerId, meter: meterNameOf(planId), start, end })) ?? 0;
  const differences = differing(window, 'meter', [report?.value ?? 0, said]);
  if (differences.length === 0 || window.closed) return { window, differences };
  const at = report?.at ?? Math.floor(Date.parse(start) / 1000);
  return { window: { ...window, report: { value: said, at, acknowledged: true } }, differences };
}

/** The units that it would bill if it still could, those found after its end included. */
async function usedIn({ totalOf, now }: ReconcileDeps, { accountId, overage, window }: Comparing): Promise<number> {
  const used = new Map<string, number>();
  for (const period of Object.keys(window.units)) used.set(period, await totalOf(accountId, period));
  const { closed: _, ...open } = window;
  const windows = overage.windows.map((each) =>
    isSameWindow(each, window) ? open : { ...each, closed: true as const },
  );
  const counting = { periodStart: null, allowance: null, plans: [] };
  const billed = billedIn({ ...overage, windows }, { counting, used, now: now() });
  return totalValueOf(billed.windows.find((each) => isSameWindow(each, window)) ?? window);
}

const differing = (
  { subscriptionId, planId, start }: OverageWindow,
  field: 'meter' | 'invoice' | 'late',
  [ours, theirs]: readonly [number, number],
): Difference[] =>
  ours === theirs
    ? []
    : [
        {
          of: 'usage',
          id: `${subscriptionId} ${planId} ${start.slice(0, 10)}`,
          field,
          before: JSON.stringify(ours),
          after: JSON.stringify(theirs),
        },
      ];
