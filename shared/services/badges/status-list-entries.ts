import { publicStatus } from '../../domain/badges/badge.ts';
import { entryState, type GivenEntry } from '../../domain/badges/given-entry.ts';
import { type ListedState, withStates } from '../../domain/credentials/list-state.ts';
import type { Badges } from '../../storage/badges/badges.ts';
import type { StatusLists, StoredLists } from '../../storage/badges/status-lists.ts';
import { type PaidDeps, paymentOf } from './status.ts';

/** The stores that status list entries are compared and written with. */
export type SyncEntriesDeps = PaidDeps & {
  readonly badges: Pick<Badges, 'find' | 'listOf'>;
  readonly statusLists: Pick<StatusLists, 'entriesOf' | 'read' | 'write'>;
};

/** Brings an account's entries in the status lists to its badges' present state. Returns how many entries changed; repeats harmlessly. */
export async function syncEntries(deps: SyncEntriesDeps, accountId: string): Promise<number> {
  let changed = 0;
  for (const [list, states] of await statesOf(deps, accountId)) changed += await writeStates(deps, list, states);
  return changed;
}

/** Whether an account's entries in the status lists differ from its badges' present state. Writes nothing. */
export async function areOutOfSync(deps: SyncEntriesDeps, accountId: string): Promise<boolean> {
  for (const [list, states] of await statesOf(deps, accountId))
    if (withStates(await listIn(deps, list), states).changed > 0) return true;
  return false;
}

type State = GivenEntry & ListedState;

/** The states by list. Entries are read before badges: a badge with an entry was approved before it got it. */
async function statesOf(deps: SyncEntriesDeps, accountId: string): Promise<ReadonlyMap<number, readonly State[]>> {
  const entries = await deps.statusLists.entriesOf(accountId);
  if (entries.length === 0) return new Map();
  const standings = await Promise.all(
    (await deps.badges.listOf(accountId)).map(async (application) => {
      const { paid, hidden } = await paymentOf(deps, application);
      return { application, status: publicStatus(application, paid, hidden) };
    }),
  );
  return Map.groupBy(
    entries.map((entry) => ({ ...entry, ...entryState(entry, standings) })),
    ({ list }) => list,
  );
}

async function listIn({ statusLists }: SyncEntriesDeps, list: number): Promise<StoredLists> {
  const stored = await statusLists.read(list);
  if (!stored) throw new Error(`There is no status list ${list}, and entries of it were given.`);
  return stored;
}

/** Another writer may change the list meanwhile; then it is read again. */
async function writeStates(deps: SyncEntriesDeps, list: number, states: readonly State[]): Promise<number> {
  for (;;) {
    const stored = await listIn(deps, list);
    const { lists, changed } = withStates(stored, states);
    if (changed === 0) return 0;
    if (await deps.statusLists.write(list, { ...lists, version: stored.version })) return changed;
  }
}
