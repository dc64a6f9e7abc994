import type { App } from '../../domain/apps/app.ts';
import { afterDeclaring, type CurrentUseCases, type UseCase } from '../../domain/apps/use-case.ts';
import { useCaseFact } from '../evidence/use-case-facts.ts';
import type { ItemChange, Table, Write } from '../table/table.ts';
import { currentUseCasesKey, useCaseKey } from './app-keys.ts';
import { noUseCase, useCaseChange } from './app-limits.ts';
import { currentIn, endCurrent, insertUseCase, putCurrent, useCaseIn, useCaseItem } from './use-case-item.ts';

type Ending = {
  readonly accountId: string;
  readonly before: CurrentUseCases;
  readonly after: CurrentUseCases | null;
  readonly at: string;
};

/** Ends the use cases that counted before and count no longer. */
export async function endings(table: Table, { accountId, before, after, at }: Ending): Promise<Write[]> {
  const stays = new Set(after ? [after.latest, after.inForce] : []);
  const ended = [...new Set([before.latest, before.inForce])].filter((id) => !stays.has(id));
  if (ended.length === 0) return [];
  const { items } = await table.getAll(ended.map((id) => useCaseKey({ accountId, id })));
  return items.flatMap((item) => (item ? [{ put: useCaseItem({ ...useCaseIn(item), endedAt: at }) }] : []));
}

/**
 * The use case that is declared of an app after its change, and whether some licence asks for approval. Undefined: none. `latest`: the one before;
 * null: there is none.
 */
export type Declare = (
  app: App,
  latest: UseCase | null,
) => { readonly useCase: UseCase; readonly asks: boolean } | undefined;

/** Writes of a transaction, with the part that changes the item for admission, and the part for the trail. */
export type UseCaseWrites = {
  readonly writes: readonly Write[];
  readonly admission: ItemChange | null;
  readonly detail: Readonly<Record<string, string>>;
};

/** Nothing is declared. */
export const noDeclaration: UseCaseWrites = { writes: [], admission: null, detail: {} };

/** For the transaction that changes an app: declares its use case. It fails by `asCounted` where somebody decided meanwhile. */
export async function declaration(table: Table, app: App, declare: Declare): Promise<UseCaseWrites> {
  const { accountId } = app;
  const before = currentIn((await table.get(currentUseCasesKey(accountId, app.id))).item);
  const latest = before ? (await table.get(useCaseKey({ accountId, id: before.latest }))).item : undefined;
  const declared = declare(app, latest ? useCaseIn(latest) : null);
  if (!declared) return noDeclaration;
  const { useCase, asks } = declared;
  const after = afterDeclaring(before, useCase.id, asks);
  const ended = before ? await endings(table, { accountId, before, after, at: useCase.declaredAt }) : [];
  return {
    writes: [...insertUseCase(useCase), putCurrent(useCase, before, after), ...ended, useCaseFact(useCase)],
    admission: useCaseChange(app.id, { id: after.inForce, isApproved: after.isApproved }),
    detail: { useCase: useCase.id },
  };
}

/** For the transaction that deletes an app at a time: ends its use cases, which stay stored. */
export async function endUseCases(table: Table, accountId: string, of: { readonly app: string; readonly at: string }) {
  const before = currentIn((await table.get(currentUseCasesKey(accountId, of.app))).item);
  if (!before) return noDeclaration;
  const ended = await endings(table, { accountId, before, after: null, at: of.at });
  const writes = [endCurrent({ accountId, app: of.app }, before), ...ended];
  return { writes, admission: noUseCase(of.app), detail: {} };
}
