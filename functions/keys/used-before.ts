import { type App, type AppLimits, startsShare } from '../../shared/domain/apps/app.ts';
import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { shareCounterOf } from '../../shared/domain/usage/share-counter.ts';
import { appOfKeys, daysSince, groupUsage, rowsOf } from '../../shared/domain/usage/usage.ts';
import type { AppChange } from '../../shared/storage/apps/apps.ts';
import type { KeysDeps } from './deps.ts';

type Reads = Pick<KeysDeps, 'access' | 'apiKeys' | 'catalog' | 'liveUsage' | 'now'>;

/**
 * The change of an app. If it gets a share, the units that its keys have used of each quota count in that share. Units that the share's
 * counter took under an earlier share count once.
 */
export async function withUsedBefore(deps: Reads, app: App, change: AppChange): Promise<AppChange> {
  if (!startsShare(app, change)) return change;
  const { accountId } = app;
  const { grants } = await deps.access.read(accountId);
  const { period, credit } = entitlementAt(deps.catalog, grants, deps.now());
  const quotas = [
    ...(period ? [{ name: period.start, since: period.start }] : []),
    ...(credit?.since ? [{ name: creditPeriod, since: credit.since }] : []),
  ];
  const used = await Promise.all(
    quotas.map(async ({ name, since }) => [name, await usedOutside(deps, app, { name, since })] as const),
  );
  const usedBefore: AppLimits['usedBefore'] = Object.fromEntries(used);
  return { ...change, usedBefore };
}

type QuotaOf = { readonly name: string; readonly since: string };

async function usedOutside({ apiKeys, liveUsage, now }: Reads, { accountId, id }: App, { name, since }: QuotaOf) {
  const counter = await liveUsage.counter({ accountId, periodStart: shareCounterOf(name, id) });
  const days = await liveUsage.days(accountId, daysSince(since, now()));
  const byApp = groupUsage(rowsOf(days, name), 'app', appOfKeys(await apiKeys.listOf(accountId)));
  const units = byApp.find(({ bucket }) => bucket === id)?.units ?? 0;
  return Math.max(0, units - (counter ? counter.limit - counter.free : 0));
}
