import { type App, type AppLimits, defaultApp, defaultAppId, hasLimits, maxApps } from '../../domain/apps/app.ts';
import { type ApiKey, isInForce } from '../../domain/keys/key.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { transactAndAnnounce } from '../billing/changes.ts';
import { oneAtATime } from '../keys/api-key-room.ts';
import { listedKeysOf } from '../keys/listed-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Table, Write } from '../table/table.ts';
import { toApp, toAppItem } from './app-item.ts';
import { appKey, appLimitsKey, appsPartition } from './app-keys.ts';
import { appsIn, storedLimits } from './app-limits.ts';

/** The fields of an app that can be changed. */
export type AppChange = Partial<Omit<App, 'id' | 'accountId' | 'createdAt'>>;

/** `in_use`: a key of the app is in force. `default`: it is the default app. `gone`: there is none, or the account is leaving. */
export type AppRemoval = 'removed' | 'in_use' | 'default' | 'gone';

/** The apps of organizations. The default app appears with the first key. */
export interface Apps {
  /** By time of creation; the default app too, once there is a key, also one from before apps. */
  listOf(accountId: string): Promise<readonly App[]>;
  find(accountId: string, appId: string): Promise<App | null>;
  /** False where the organization has as many as it may, or is leaving. */
  insert(app: App, audit: AuditEntry): Promise<boolean>;
  /** False where it is gone, or the account is leaving. Limits take effect within 2 s. */
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
    insert: async (app, audit) =>
      'done' ===
      (await oneAtATime(table, app.accountId, async (turn) => {
        const apps = await listOf(table, app.accountId);
        if (apps.filter(({ id }) => id !== defaultAppId).length >= maxApps) return 'refused';
        return store(table, app, [turn, auditLine(audit), whileNotDeleting(app.accountId)]);
      })),
    change: async ({ accountId, id }, change, audit) =>
      'done' ===
      (await oneAtATime(table, accountId, async (turn) => {
        const app = (await listOf(table, accountId)).find((each) => each.id === id);
        if (!app) return 'refused';
        return store(table, { ...app, ...change }, [turn, auditLine(audit), whileNotDeleting(accountId)]);
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

/** Writes an app and, where they differ, its limits, which are announced with it. */
async function store(table: Table, app: App, others: readonly Write[]) {
  const limits = await limitsWrite(table, app.accountId, { [app.id]: app });
  const writes = [{ put: toAppItem(app) }, ...limits, ...others];
  return limits.length > 0 ? transactAndAnnounce(table, app.accountId, writes) : table.transact(writes);
}

/** Puts limits of apps in place of the stored ones; null: none. The caller has the turn, so nobody else writes them. */
async function limitsWrite(
  table: Table,
  accountId: string,
  changed: Readonly<Record<string, AppLimits | null>>,
): Promise<Write[]> {
  const key = appLimitsKey(accountId);
  const { version, limits } = appsIn((await table.get(key)).item);
  const next = Object.entries({ ...limits, ...changed }).flatMap(([id, each]) =>
    each && hasLimits(each) ? [[id, storedLimits(each)] as const] : [],
  );
  const before = Object.entries(limits).map(([id, each]) => [id, storedLimits(each)] as const);
  if (JSON.stringify(next) === JSON.stringify(before)) return [];
  return [{ put: { ...key, version: version + 1, limits: Object.fromEntries(next) } }];
}

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
    const limits = await limitsWrite(table, accountId, { [appId]: null });
    return transactAndAnnounce(table, accountId, [
      { delete: appKey(accountId, appId), if: { 'it is there': { attribute: 'pk', is: 'present' } } },
      ...limits,
      turn,
      auditLine(audit),
    ]);
  });
  return outcome === 'done' ? 'removed' : refusal;
}
