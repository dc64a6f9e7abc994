import type { Cause, Difference } from '../../shared/domain/billing/drift.ts';
import { isLostForGood, lostUnits, nameOfWindow } from '../../shared/domain/billing/lost-usage.ts';
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
import { collectOwed, discardedOf } from './compare-money.ts';
import type { ReconcileDeps } from './deps.ts';

type Of = { readonly accountId: string; readonly customerId: string };
type Compared = { readonly window: OverageWindow; readonly differences: readonly Difference[] };

const causes = ['usage', 'discarded', 'uncollected'] as const satisfies readonly Cause[];

/**
 * Holds what was counted past allowances against Stripe's meter and, once, against the invoice that bills it. A meter that says something
 * else is told again by the next report, as long as it can be. A window whose report Stripe may not have taken up yet waits for the next
 * run. Usage that no invoice bills, and invoices that nobody collects, are listed with their amounts. Empty where nothing differs.
 */
export async function compareUsage(deps: ReconcileDeps, run: ReconcileRun, of: Of): Promise<readonly Correction[]> {
  const { version, overage } = await deps.overages.read(of.accountId);
  if (overage.windows.length === 0) return [];
  const { subscriptions } = await deps.billing.read(of.accountId);
  const compared: Compared[] = [];
  for (const window of overage.windows) {
    const found = await compare(deps, { ...of, overage, window });
    const discarded = found.window.compared && !window.compared ? discardedOf(deps.catalog, window, subscriptions) : [];
    const owed = await collectOwed(deps, found.window, subscriptions);
    compared.push({ window: owed.window, differences: [...found.differences, ...discarded, ...owed.differences] });
  }
  const differences = compared.flatMap((each) => each.differences);
  const named = {
    runId: run.id,
    runStartedAt: run.startedAt,
    at: deps.now().toISOString(),
    ...of,
    accessChanged: false,
  };
  const corrections = causes.flatMap((cause): Correction[] => {
    const caused = differences.filter((each) => causeOfField(each) === cause);
    return caused.length > 0 ? [{ ...named, cause, differences: caused }] : [];
  });
  for (const correction of corrections) await deps.drift.record(correction);
  if (compared.some(({ window }, n) => window !== overage.windows[n]))
    await deps.overages.write(of.accountId, version, { ...overage, windows: compared.map(({ window }) => window) });
  return corrections;
}

const causeOfField = ({ field }: Difference): Cause => causes.find((cause) => cause === field) ?? 'usage';

type Comparing = Of & { readonly overage: OverageRecord; readonly window: OverageWindow };

async function compare(deps: ReconcileDeps, of: Comparing): Promise<Compared> {
  const { window, overage } = of;
  if (window.compared) return { window, differences: [] };
  if (window.report?.acknowledged && !isTakenUp(window.report, deps.now())) return { window, differences: [] };
  if (!window.closed) return compareMeter(deps, of);
  if (window.billed === undefined) return { window, differences: [] };
  const isWaiting = lostUnits(window) > 0 && window.movedOn === undefined;
  if (isWaiting && !isLostForGood(overage, window, deps.now())) return { window, differences: [] };
  const value = totalValueOf(window);
  const meter = window.early ? { differences: [] } : await compareMeter(deps, of);
  return {
    window: { ...window, compared: true },
    differences: [
      ...meter.differences,
      ...differing(window, 'invoice', [value, Math.max(value, window.billed)]),
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
  window: OverageWindow,
  field: 'meter' | 'invoice' | 'late',
  [ours, theirs]: readonly [number, number],
): Difference[] =>
  ours === theirs
    ? []
    : [
        {
          of: 'usage',
          id: nameOfWindow(window),
          field,
          before: JSON.stringify(ours),
          after: JSON.stringify(theirs),
        },
      ];
