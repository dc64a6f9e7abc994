import { type App, defaultApp, defaultAppId, maxApps } from '../../domain/apps/app.ts';
import { type ApiKey, isInForce } from '../../domain/keys/key.ts';
import type { AuditEntry } from '../accounts/audit.ts';
import { oneAtATime } from '../keys/api-key-room.ts';
import { listedKeysOf } from '../keys/listed-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Table } from '../table/table.ts';
import { toApp } from './app-item.ts';
import { appLimitsKey, appsPartition } from './app-keys.ts';
import type { Declare } from './declare-use-case.ts';
import { storeApp, storeRemoval } from './store-app.ts';

/** The fields of an app that can be changed. `declare`: the use case that the change declares. */
export type AppChange = Partial<Omit<App, 'id' | 'accountId' | 'createdAt'>> & { readonly declare?: Declare };

/** `in_use`: a key of the app is in force. `default`: it is the default app. `gone`: there is none, or the account is leaving. */
export type AppRemoval = 'removed' | 'in_use' | 'default' | 'gone';

/** The apps of organizations. The default app appears with the first key. */
export interface Apps {
  /** By time of creation; the default app too, once there is a key, also one from before apps. */
  listOf(accountId: string): Promise<readonly App[]>;
  find(accountId: string, appId: string): Promise<App | null>;
  /** False where the organization has as many as it may, or is leaving. */
  insert(app: App, audit: AuditEntry, declare?: Declare): Promise<boolean>;
  /** False where it is gone, or the account is leaving. Limits and use cases take effect within 2 s. */
  change(app: App, change: AppChange, audit: AuditEntry): Promise<boolean>;
  /** Removes an app that no key in force belongs to, judged at `audit.at`. */
  remove(accountId: string, appId: string, audit: AuditEntry): Promise<AppRemoval>;
  /** Removes all apps of an account that is leaving. */
  forget(accountId: string): Promise<void>;
}

/** Apps over the table. Making a key and changing an app take turns, so no app is removed under a key that is being made. */
export function appsOver(table: Table): Apps {
  return {
    listOf: (accountId) => listOf(table, accountId),
    find: async (accountId, appId) => (await listOf(table, accountId)).find(({ id }) => id === appId) ?? null,
    insert: async (app, audit, declare) =>
      'done' ===
      (await oneAtATime(table, app.accountId, async (turn) => {
        const apps = await listOf(table, app.accountId);
        if (apps.filter(({ id }) => id !== defaultAppId).length >= maxApps) return 'refused';
        return storeApp(table, { app, declare, audit, turn });
      })),
    change: async ({ accountId, id }, { declare, ...change }, audit) =>
      'done' ===
      (await oneAtATime(table, accountId, async (turn) => {
        const app = (await listOf(table, accountId)).find((each) => each.id === id);
        if (!app) return 'refused';
        return storeApp(table, { app: { ...app, ...change }, declare, audit, turn });
      })),
    remove: (accountId, appId, audit) => remove(table, { accountId, appId, audit }),
    async forget(accountId) {
      for (const { pk, sk } of await readAll(table, { pk: appsPartition(accountId) })) await table.delete({ pk, sk });
      await table.delete(appLimitsKey(accountId));
    },
  };
}

async function listOf(table: Table, accountId: string): Promise<App[]> {
  const stored = (await readAll(table, { pk: appsPartition(accountId) })).map(toApp);
  const hasDefault = stored.some(({ id }) => id === defaultAppId);
  const first = hasDefault ? undefined : oldest(await listedKeysOf(table, accountId));
  const apps = first ? [defaultApp(accountId, first.createdAt), ...stored] : stored;
  return apps.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
}

const oldest = (keys: readonly ApiKey[]): ApiKey | undefined =>
  keys.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))[0];

type Removing = { readonly accountId: string; readonly appId: string; readonly audit: AuditEntry };

async function remove(table: Table, { accountId, appId, audit }: Removing): Promise<AppRemoval> {
  if (appId === defaultAppId) return 'default';
  let refusal: AppRemoval = 'gone';
  const outcome = await oneAtATime(table, accountId, async (turn) => {
    const keys = (await listedKeysOf(table, accountId)).filter(({ app }) => app === appId);
    if (keys.some((key) => isInForce(key, new Date(audit.at)))) {
      refusal = 'in_use';
      return 'refused';
    }
    return storeRemoval(table, { accountId, appId, audit, turn });
  });
  return outcome === 'done' ? 'removed' : refusal;
}
