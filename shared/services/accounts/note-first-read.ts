import type { Log } from '../../log.ts';
import type { FirstReads } from '../../storage/usage/first-reads.ts';

/** Accounts that are remembered; then all are forgotten, which costs one write without effect for each. */
const maxRemembered = 10_000;

type NoteDeps = { readonly firstReads: Pick<FirstReads, 'note'>; readonly log: Log; readonly now: () => Date };

/**
 * Notes that a test key of an account was served: one write for each account and instance. A failed write is logged and does not fail the
 * call; the account's next read repeats it.
 */
export function firstReadNoter({ firstReads, log, now }: NoteDeps): (accountId: string) => Promise<void> {
  const noted = new Set<string>();
  return async (accountId) => {
    if (noted.has(accountId)) return;
    if (noted.size >= maxRemembered) noted.clear();
    noted.add(accountId);
    try {
      await firstReads.note(accountId, now().toISOString());
    } catch (error) {
      noted.delete(accountId);
      log.warn('a first read was not noted; the next one will be', { account: accountId, error: String(error) });
    }
  };
}
