import { type AppLimits, type AppsOfAccount, noAppLimits, type UseCaseInForce } from '../../domain/apps/app.ts';
import type { Item, ItemChange, ItemValue } from '../table/table.ts';

/** Names the attribute of an app's use case in force. Each app has its own, so that changes of two apps never meet. */
const useCasePrefix = 'u:';

/** Apps as the item for admission holds them: none without an item. */
export const appsIn = (item: Item | undefined): AppsOfAccount => ({
  version: Number(item?.version ?? 0),
  limits: Object.fromEntries(
    Object.entries((item?.limits ?? {}) as Record<string, ItemValue>).map(([id, limits]) => [id, appLimitsIn(limits)]),
  ),
  useCases: Object.fromEntries(
    Object.entries(item ?? {}).flatMap(([name, value]) =>
      name.startsWith(useCasePrefix)
        ? [[name.slice(useCasePrefix.length), value as unknown as UseCaseInForce] as const]
        : [],
    ),
  ),
});

/** The change of the item for admission when another use case of an app is in force, or is approved. */
export const useCaseChange = (appId: string, { id, isApproved }: UseCaseInForce): ItemChange => ({
  set: { [useCasePrefix + appId]: { id, isApproved } },
});

/** The same when an app is deleted. */
export const noUseCase = (appId: string): ItemChange => ({ remove: [useCasePrefix + appId] });

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
