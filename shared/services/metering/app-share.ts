import { noAppLimits, shareOf } from '../../domain/apps/app.ts';
import { shareCounterOf } from '../../domain/usage/share-counter.ts';
import type { Caller } from './caller.ts';
import type { MeteredQuota } from './metered-quota.ts';

/** More changes of an organization's app limits than there can be under one version of its grants. */
const limitsVersions = 2 ** 20;

/**
 * The quota with the part of it that the caller's app may use: a percent of `units`, if the app has a share. Units
 * that it used before it had one count too.
 */
export function withShare(quota: MeteredQuota, units: number, { key, account }: Caller): MeteredQuota {
  const { apps, version } = account.state;
  const { allowanceShare: percent, usedBefore } = apps.limits[key.app] ?? noAppLimits;
  if (percent === null) return quota;
  const before = usedBefore[quota.periodStart] ?? 0;
  const share = {
    accountId: quota.accountId,
    periodStart: shareCounterOf(quota.periodStart, key.app),
    limit: Math.max(0, shareOf(units, percent) - before),
    version: version * limitsVersions + apps.version,
    grantsVersion: version,
    account,
  };
  return { ...quota, share };
}
