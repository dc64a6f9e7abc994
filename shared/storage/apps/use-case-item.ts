import {
  type CountedUseCase,
  type CurrentUseCases,
  standingOf,
  type UseCase,
  type UseCaseStanding,
} from '../../domain/apps/use-case.ts';
import { listed } from '../item-keys.ts';
import { keyText } from '../table/item.ts';
import type { Item, ItemValue, Table, Write } from '../table/table.ts';
import { currentUseCasesKey, useCaseKey, useCaseOwnerKey } from './app-keys.ts';

/** The use cases that count for an app, with the number of changes of them. */
export type StoredCurrent = CurrentUseCases & { readonly revision: number };

/** A use case as it is stored, in the operators' list by where it stands. */
export const useCaseItem = (useCase: UseCase): Item => ({
  ...useCaseKey(useCase),
  ...listed('USECASE', `${useCaseListPrefix(standingOf(useCase))}${useCase.id}`),
  ...useCase,
  decisions: useCase.decisions.map((each) => ({ ...each })) satisfies ItemValue,
});

/** The sort keys of the operators' list begin with this. */
export const useCaseListPrefix = (standing: UseCaseStanding): string => `${standing}#`;

/** The stored use case. */
export function useCaseIn(item: Item): UseCase {
  const { pk, sk, listPk, listSk, ttl, ...useCase } = item;
  return useCase as unknown as UseCase;
}

/** The stored use cases that count for an app; null: it declared none, or was deleted. */
export const currentIn = (item: Item | undefined): StoredCurrent | null =>
  item && item.isEnded !== true
    ? {
        latest: String(item.latest),
        inForce: String(item.inForce),
        isApproved: item.isApproved === true,
        revision: Number(item.revision),
      }
    : null;

/** The clause that fails where somebody declared or decided meanwhile. */
export const asCounted = 'no use case of the app was declared or decided on since';

type App = Pick<UseCase, 'accountId' | 'app'>;

/** Puts what counts in place of what was read. */
export const putCurrent = ({ accountId, app }: App, before: StoredCurrent | null, after: CurrentUseCases): Write => ({
  put: { ...currentUseCasesKey(accountId, app), app, ...after, revision: (before?.revision ?? 0) + 1 },
  if: { [asCounted]: unchanged(before) },
});

/** Ends it with its app, whose id no other app gets. */
export const endCurrent = ({ accountId, app }: App, { revision, ...before }: StoredCurrent): Write => ({
  put: { ...currentUseCasesKey(accountId, app), app, ...before, revision: revision + 1, isEnded: true },
  if: { [asCounted]: { attribute: 'revision', equals: revision } },
});

const unchanged = (before: StoredCurrent | null) =>
  before
    ? ({ attribute: 'revision', equals: before.revision } as const)
    : ({ attribute: 'revision', is: 'absent' } as const);

/** Inserts a use case, with the way to it by its id alone. */
export const insertUseCase = (useCase: UseCase): Write[] => [
  { put: useCaseItem(useCase), if: isNew },
  { put: { ...useCaseOwnerKey(useCase.id), accountId: useCase.accountId }, if: isNew },
];

const isNew = { 'no use case is replaced': { attribute: 'pk', is: 'absent' } } as const;

/** At most 100 use cases as they are now, each with those that count for its app. */
export async function countedOf(table: Table, useCases: readonly UseCase[]): Promise<readonly CountedUseCase[]> {
  if (useCases.length === 0) return [];
  const places = new Map(
    useCases.map(({ accountId, app }) => [keyText(currentUseCasesKey(accountId, app)), { accountId, app }]),
  );
  const [now, current] = await Promise.all([
    table.getAll(useCases.map(useCaseKey)),
    table.getAll([...places.values()].map(({ accountId, app }) => currentUseCasesKey(accountId, app))),
  ]);
  const standing = new Map([...places.keys()].map((place, i) => [place, currentIn(current.items[i])]));
  return useCases.map((listed, i) => {
    const item = now.items[i];
    const useCase = item ? useCaseIn(item) : listed;
    return { useCase, current: standing.get(keyText(currentUseCasesKey(useCase.accountId, useCase.app))) ?? null };
  });
}
