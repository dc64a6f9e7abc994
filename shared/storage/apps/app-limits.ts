import { type AppLimits, type AppsOfAccount, noAppLimits } from '../../domain/apps/app.ts';
import type { Item, ItemValue } from '../table/table.ts';

/** The limits of apps as their item holds them: none without an item. */
export const appsIn = (item: Item | undefined): AppsOfAccount => ({
  version: Number(item?.version ?? 0),
  limits: Object.fromEntries(
    Object.entries((item?.limits ?? {}) as Record<string, ItemValue>).map(([id, limits]) => [id, appLimitsIn(limits)]),
  ),
});

/** One app's limits as stored. */
export function appLimitsIn(value: ItemValue | undefined): AppLimits {
  return { ...noAppLimits, ...((value ?? {}) as Partial<AppLimits>) };
}

/** An app's limits to store. */
export const storedLimits = ({ rateLimits, maxInFlight, allowanceShare, usedBefore }: AppLimits) =>
  ({
    rateLimits: rateLimits.map((each) => ({ ...each })),
    maxInFlight,
    allowanceShare,
    usedBefore: allowanceShare === null ? {} : usedBefore,
  }) satisfies ItemValue;
