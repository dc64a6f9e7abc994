import { type App, defaultApp, defaultAppId } from '../../domain/apps/app.ts';
import type { Item, Write } from '../table/table.ts';
import { appKey } from './app-keys.ts';
import { appLimitsIn, storedLimits } from './app-limits.ts';

/** An app as it is stored. */
export const toAppItem = ({ rateLimits, maxInFlight, allowanceShare, usedBefore, ...app }: App): Item => ({
  ...appKey(app.accountId, app.id),
  ...app,
  limits: storedLimits({ rateLimits, maxInFlight, allowanceShare, usedBefore }),
});

const booleanOrNull = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

/** The stored app. */
export const toApp = (item: Item): App => ({
  ...appLimitsIn(item.limits),
  id: String(item.id),
  accountId: String(item.accountId),
  name: String(item.name),
  purpose: String(item.purpose),
  url: typeof item.url === 'string' ? item.url : null,
  training: booleanOrNull(item.training),
  government: booleanOrNull(item.government),
  createdAt: String(item.createdAt),
});

/** For the transaction that makes a key: its app must be there, and the default app appears with its first key. */
export function appOfNewKey(item: Item | undefined, key: { accountId: string; app: string; createdAt: string }): Write {
  const at = appKey(key.accountId, key.app);
  if (item || key.app !== defaultAppId) return { check: at, if: { 'its app is there': isThere } };
  return { put: toAppItem(defaultApp(key.accountId, key.createdAt)) };
}

const isThere = { attribute: 'pk', is: 'present' } as const;
