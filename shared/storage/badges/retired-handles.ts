import type { BadgeApplication } from '../../domain/badges/badge.ts';
import type { HandleHash } from '../../domain/badges/retired-handle.ts';
import { badgeKey, ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Table, Write } from '../table/table.ts';
import { heldPartition, retiredKey } from './badge-keys.ts';

/** For a function that gives no handle away and retires none. */
export const noHandleHash: HandleHash = async () => {
  throw new Error('This function gives no handles away: it was not given handle-key');
};

/** For the transaction that gives a handle away: not one whose holder was deleted. */
export const whileNotRetired = async (hashOf: HandleHash, handle: string): Promise<Write> => ({
  check: retiredKey(await hashOf(handle)),
  if: { 'it was nobody’s who was deleted': { attribute: 'pk', is: 'absent' } },
});

/** Keeps the handle from everybody, for good, without saying which it is; nothing where the public never saw it. */
export const retiring = async (
  hashOf: HandleHash,
  { handle, firstApprovedAt }: Pick<BadgeApplication, 'handle' | 'firstApprovedAt'>,
): Promise<Write[]> => (firstApprovedAt === null ? [] : [{ put: retiredKey(await hashOf(handle)) }]);

/** Notes that a handle is held for its account, so that it is found when the account goes. */
export const holding = (accountId: string, handle: string, heldUntil: string): Write => ({
  put: { pk: heldPartition(accountId), sk: handle, ttl: ttlOf(heldUntil) },
});

/** Takes away what an account's handles are held by, and keeps them from everybody instead. */
export async function retireReserved(table: Table, hashOf: HandleHash, accountId: string): Promise<void> {
  for (const { pk, sk: handle } of await readAll(table, { pk: heldPartition(accountId) })) {
    const retired = await retiring(hashOf, { handle, firstApprovedAt: 'shown' });
    const isOurs = { 'it is held for the account': { attribute: 'heldFor', equals: accountId } } as const;
    await table.transact([{ delete: badgeKey(handle), if: isOurs }, ...retired]);
    await table.delete({ pk, sk: handle });
  }
}
