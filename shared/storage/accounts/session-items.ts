/** Sessions as they lie in the table. */
import type { FoundSession, PersonSession } from '../../domain/accounts/member.ts';
import type { Item, Table } from '../table/table.ts';
import { readMemberships } from './members.ts';

/** The browser's family and the network of its provider, as a person sees them in the list of their sessions. */
export type SessionOrigin = { readonly browser: string; readonly network: string };

/** A session in the list of its person. Absent: it was started before these were noted. */
export type ListedSession = Pick<PersonSession, 'passkeyId'> &
  Partial<SessionOrigin> & { readonly tokenHash: string; readonly startedAt?: string };

/** The session that an item holds; null where its person was deleted. The person of an account that was written before people were is its owner and has its id. */
export async function sessionIn(table: Table, item: Item): Promise<FoundSession | null> {
  const session = toSession(item);
  const { count, memberships } = await readMemberships(table, session.personId);
  if (count) return count.leftAt === undefined ? { ...session, memberships } : null;
  const accountId = session.personId;
  return { ...session, memberships: [{ accountId, role: 'owner', since: '' }] };
}

const toSession = (item: Item): PersonSession => ({
  personId: String(item.personId ?? item.accountId),
  email: String(item.email),
  signedInBy: item.signedInBy === 'passkey' ? 'passkey' : 'link',
  ...(item.passkeyId === undefined ? {} : { passkeyId: String(item.passkeyId) }),
  ...(item.enrolledFor === undefined ? {} : { enrolledFor: String(item.enrolledFor) }),
  ...(item.presentAt === undefined ? {} : { presentAt: String(item.presentAt) }),
  expiresAt: String(item.expiresAt),
});

/** The line of a person's list that an item holds. */
export const listedSessionIn = (item: Item): ListedSession => ({
  tokenHash: item.sk,
  ...(item.startedAt === undefined ? {} : { startedAt: String(item.startedAt) }),
  ...(item.passkeyId === undefined ? {} : { passkeyId: String(item.passkeyId) }),
  ...(item.browser === undefined ? {} : { browser: String(item.browser) }),
  ...(item.network === undefined ? {} : { network: String(item.network) }),
});
