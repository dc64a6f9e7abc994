import {
  afterDecision,
  type CountedUseCase,
  type DecidedUseCase,
  type UseCase,
  type UseCaseStanding,
} from '../../domain/apps/use-case.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { transactAndAnnounce } from '../billing/changes.ts';
import { useCaseDecisionFact } from '../evidence/use-case-facts.ts';
import { listPartition, ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { ItemChange, Table } from '../table/table.ts';
import {
  appLimitsKey,
  currentUseCasesKey,
  currentUseCasesPrefix,
  useCaseIdPrefix,
  useCaseKey,
  useCaseOwnerKey,
  useCasesPartition,
} from './app-keys.ts';
import { useCaseChange } from './app-limits.ts';
import { endings } from './declare-use-case.ts';
import {
  countedOf,
  currentIn,
  putCurrent,
  type StoredCurrent,
  useCaseIn,
  useCaseItem,
  useCaseListPrefix,
} from './use-case-item.ts';

/** A page of use cases. Without `cursor` it is the last. */
export type UseCasePage = { readonly useCases: readonly UseCase[]; readonly cursor?: string };

/** The page of a list that is asked for. */
type Page = { readonly limit: number; readonly cursor?: string };

/** The declared use cases of organizations. They are made with their apps (`apps.ts`). */
export interface UseCases {
  /** An organization's, the latest first. */
  pageOf(accountId: string, page: Page): Promise<UseCasePage>;
  /** The latest of each app and those in force, by app id. */
  currentOf(accountId: string): Promise<ReadonlyMap<string, CountedUseCase>>;
  find(id: string): Promise<CountedUseCase | null>;
  /** At most 100 use cases as they are now, each with those that count for its app; in one round trip. */
  countedOf(useCases: readonly UseCase[]): Promise<readonly CountedUseCase[]>;
  /** Those of all organizations, by where they stand, the oldest first. */
  list(page: Page & { readonly standing?: UseCaseStanding }): Promise<UseCasePage>;
  /** Takes a decision. Null: it cannot be taken, somebody else changed it meanwhile, or the account is leaving. Known to keys within 2 s. */
  decide(id: string, decided: DecidedUseCase, audit: AuditEntry): Promise<UseCase | null>;
  /** Keeps those of an organization that is leaving until then, an ISO-8601 time, and in no list. Null: without an end. */
  retain(accountId: string, until: string | null): Promise<void>;
}

/** Use cases over the table. */
export function useCasesOver(table: Table): UseCases {
  return {
    async pageOf(accountId, page) {
      const pk = useCasesPartition(accountId);
      const query = { pk, skPrefix: useCaseIdPrefix, descending: true, consistent: true } as const;
      const { items, cursor } = await table.query({ ...query, ...page });
      return { useCases: items.map(useCaseIn), ...(cursor === undefined ? {} : { cursor }) };
    },
    currentOf: (accountId) => currentOf(table, accountId),
    find: async (id) => (await findWithRevision(table, id)) ?? null,
    countedOf: (useCases) => countedOf(table, useCases),
    async list({ standing, ...page }) {
      const skPrefix = standing && useCaseListPrefix(standing);
      const query = { index: 'lists', pk: listPartition('USECASE'), ...(skPrefix && { skPrefix }) } as const;
      const { items, cursor } = await table.query({ ...query, ...page });
      return { useCases: items.map(useCaseIn), ...(cursor === undefined ? {} : { cursor }) };
    },
    decide: (id, decided, audit) => decide(table, { id, decided, audit }),
    retain: (accountId, until) => retain(table, accountId, until),
  };
}

async function currentOf(table: Table, accountId: string): Promise<Map<string, CountedUseCase>> {
  const items = await readAll(table, { pk: useCasesPartition(accountId), skPrefix: currentUseCasesPrefix });
  const current = new Map(items.flatMap((item) => currentIn(item) ?? []).map((each) => [each.latest, each]));
  if (current.size === 0) return new Map();
  const latest = await table.getAll([...current.keys()].map((id) => useCaseKey({ accountId, id })));
  return new Map(
    latest.items.flatMap((item) => {
      if (!item) return [];
      const useCase = useCaseIn(item);
      return [[useCase.app, { useCase, current: current.get(useCase.id) ?? null }] as const];
    }),
  );
}

type Found = { readonly useCase: UseCase; readonly current: StoredCurrent | null };

async function findWithRevision(table: Table, id: string): Promise<Found | undefined> {
  const owner = (await table.get(useCaseOwnerKey(id))).item;
  if (!owner) return undefined;
  const accountId = String(owner.accountId);
  const { item } = await table.get(useCaseKey({ accountId, id }));
  if (!item) return undefined;
  const useCase = useCaseIn(item);
  return { useCase, current: currentIn((await table.get(currentUseCasesKey(accountId, useCase.app))).item) };
}

type Deciding = { readonly id: string; readonly decided: DecidedUseCase; readonly audit: AuditEntry };

async function decide(table: Table, { id, decided, audit }: Deciding): Promise<UseCase | null> {
  const found = await findWithRevision(table, id);
  if (!found?.current) return null;
  const { useCase, current } = found;
  const { accountId, app } = useCase;
  const after = afterDecision(current, useCase, decided.decision);
  if (!after) return null;
  const next = { ...useCase, decisions: [...useCase.decisions, decided] };
  const { ok } = await transactAndAnnounce(table, accountId, [
    { put: useCaseItem(next) },
    putCurrent(useCase, current, after),
    ...(await endings(table, { accountId, before: current, after, at: decided.at })),
    {
      update: appLimitsKey(accountId),
      change: useCaseChange(app, { id: after.inForce, isApproved: after.isApproved }),
    },
    useCaseDecisionFact(useCase, decided),
    auditLine(audit),
    whileNotDeleting(accountId),
  ]);
  return ok ? next : null;
}

async function retain(table: Table, accountId: string, until: string | null): Promise<void> {
  const change: ItemChange =
    until === null
      ? { remove: ['listPk', 'listSk', 'ttl'] }
      : { remove: ['listPk', 'listSk'], set: { ttl: ttlOf(until) } };
  for (const { pk, sk } of await readAll(table, { pk: useCasesPartition(accountId) })) {
    await table.update({ pk, sk }, change);
    if (sk.startsWith(useCaseIdPrefix)) await table.update(useCaseOwnerKey(sk), change);
  }
}
