import { mapConcurrent } from '../../shared/concurrency.ts';
import { jobFunction } from '../../shared/http/stacks.ts';
import type { Log } from '../../shared/log.ts';
import type { Count } from '../../shared/metrics.ts';
import { areOutOfSync, type SyncEntriesDeps, syncEntries } from '../../shared/services/badges/status-list-entries.ts';
import type { StatusLists } from '../../shared/storage/badges/status-lists.ts';

const maxAtOnce = 10;
/** Longer than a look at a badge may lag: what changed just before the comparison is settled by then, and no drift. */
const lookMs = 180_000;

/** Dependencies of the status lists. */
export type StatusListsDeps = Omit<SyncEntriesDeps, 'statusLists'> & {
  readonly statusLists: StatusLists;
  readonly count: Count;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly log: Log;
};
/** `corrected`: entries of which a list still said something else than their badge three minutes after that was found. */
export type StatusListsReport = { readonly accounts: number; readonly corrected: number };

/** Compares every entry of every status list with its badge, and corrects and counts what no look put right. */
export const statusLists = (deps: StatusListsDeps) =>
  jobFunction<StatusListsReport>(deps, async () => {
    const { accounts, unsettled } = await compareAll(deps);
    if (unsettled.length > 0) await deps.sleep(lookMs);
    const corrected = await mapConcurrent(maxAtOnce, unsettled, (accountId) => correct(deps, accountId));
    return { accounts, corrected: corrected.reduce((sum, each) => sum + each, 0) };
  });

async function compareAll(deps: StatusListsDeps): Promise<{ accounts: number; unsettled: readonly string[] }> {
  const last = await deps.statusLists.last();
  const seen = new Set<string>();
  const unsettled: string[] = [];
  for (let list = 0; list <= last; list += 1) {
    let cursor: string | undefined;
    do {
      const page = await deps.statusLists.ownersIn(list, cursor);
      const fresh = [...new Set(page.accountIds)].filter((accountId) => !seen.has(accountId));
      await mapConcurrent(maxAtOnce, fresh, async (accountId) => {
        seen.add(accountId);
        if (await areOutOfSync(deps, accountId)) unsettled.push(accountId);
      });
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return { accounts: seen.size, unsettled };
}

async function correct(deps: StatusListsDeps, accountId: string): Promise<number> {
  const entries = await syncEntries(deps, accountId);
  if (entries === 0) return 0;
  deps.count('StatusListDrift', entries);
  deps.log.warn('status list corrected', { account: accountId, entries });
  return entries;
}
