import { type App, type AppLimits, hasLimits } from '../../domain/apps/app.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { transactAndAnnounce } from '../billing/changes.ts';
import type { Item, ItemChange, Table, TransactionResult, Write } from '../table/table.ts';
import { toAppItem } from './app-item.ts';
import { appKey, appLimitsKey } from './app-keys.ts';
import { appsIn, storedLimits } from './app-limits.ts';
import { type Declare, declaration, endUseCases, noDeclaration, type UseCaseWrites } from './declare-use-case.ts';
import { asCounted } from './use-case-item.ts';

type Stored = {
  readonly app: App;
  readonly declare: Declare | undefined;
  readonly audit: AuditEntry;
  readonly turn: Write;
};

/** Writes an app with the use case that it declares. Its limits, where they differ, and its use case are announced with it. */
export const storeApp = (table: Table, { app, declare, audit, turn }: Stored): Promise<TransactionResult> =>
  countedAgain(async () => {
    const useCase = declare ? await declaration(table, app, declare) : noDeclaration;
    const admission = await admissionWrite(table, app.accountId, { changed: { [app.id]: app }, useCase });
    const line = auditLine({ ...audit, detail: { ...audit.detail, ...useCase.detail } });
    const writes = [
      { put: toAppItem(app) },
      ...useCase.writes,
      ...admission,
      turn,
      line,
      whileNotDeleting(app.accountId),
    ];
    return admission.length > 0 ? transactAndAnnounce(table, app.accountId, writes) : table.transact(writes);
  });

type Removed = {
  readonly accountId: string;
  readonly appId: string;
  readonly audit: AuditEntry;
  readonly turn: Write;
};

/** Deletes an app, ends its use cases, and announces it. */
export const storeRemoval = (table: Table, { accountId, appId, audit, turn }: Removed): Promise<TransactionResult> =>
  countedAgain(async () => {
    const useCase = await endUseCases(table, accountId, { app: appId, at: audit.at });
    const admission = await admissionWrite(table, accountId, { changed: { [appId]: null }, useCase });
    return transactAndAnnounce(table, accountId, [
      { delete: appKey(accountId, appId), if: { 'it is there': { attribute: 'pk', is: 'present' } } },
      ...useCase.writes,
      ...admission,
      turn,
      auditLine(audit),
    ]);
  });

/** An operator who decides takes no turn. Each decision that comes between is of another use case, and an app has few. */
const maxDecisionsBetween = 10;

async function countedAgain(attempt: () => Promise<TransactionResult>): Promise<TransactionResult> {
  for (let left = maxDecisionsBetween; left > 0; left--) {
    const result = await attempt();
    if (result.ok || !result.reasons.some((each) => each !== null && each !== 'conflict' && isRecounted(each.failed)))
      return result;
  }
  return attempt();
}

const isRecounted = (failed: readonly string[]): boolean => failed.includes(asCounted);

type Changed = {
  /** Limits in place of the stored ones; null: none. */
  readonly changed: Readonly<Record<string, AppLimits | null>>;
  readonly useCase: UseCaseWrites;
};

/** The change of what admission knows of apps: one write, or none. The caller has the turn, so nobody else writes limits. */
async function admissionWrite(table: Table, accountId: string, { changed, useCase }: Changed): Promise<Write[]> {
  const key = appLimitsKey(accountId);
  const limits = limitsChange((await table.get(key)).item, changed);
  if (!limits && !useCase.admission) return [];
  const { set: ofUseCase, remove } = useCase.admission ?? {};
  const set = limits || ofUseCase ? { set: { ...limits?.set, ...ofUseCase } } : {};
  return [{ update: key, change: { ...set, ...(limits && { add: limits.add }), ...(remove && { remove }) } }];
}

function limitsChange(item: Item | undefined, changed: Changed['changed']) {
  const { limits } = appsIn(item);
  const next = Object.entries({ ...limits, ...changed }).flatMap(([id, each]) =>
    each && hasLimits(each) ? [[id, storedLimits(each)] as const] : [],
  );
  const before = Object.entries(limits).map(([id, each]) => [id, storedLimits(each)] as const);
  if (JSON.stringify(next) === JSON.stringify(before)) return null;
  return { set: { limits: Object.fromEntries(next) }, add: { version: 1 } } satisfies ItemChange;
}
