import type { Log } from '../../log.ts';
import type { FirstReads } from '../../storage/usage/first-reads.ts';

/** So many accounts are remembered; then all are forgotten, which costs a write that changes nothing. */
const maxRemembered = 10_000;

type NoteDeps = { readonly firstReads: Pick<FirstReads, 'note'>; readonly log: Log; readonly now: () => Date };

/**
 * Notes that a test key of an account was served: one write an account and environment. A write that fails is logged and made by the
 * account's next read, which is answered all the same.
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
