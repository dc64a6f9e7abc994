import type { Session, SignInLink } from '../domain/accounts/account.ts';
import { linkKey, sessionKey, ttlOf } from './keys.ts';
import type { Item, Table } from './table.ts';

/** Links and sessions are known by the hash of their token only; the token itself is stored nowhere. */
export interface SignIn {
  putLink(tokenHash: string, link: SignInLink): Promise<void>;
  /** The link, if it is still good at `now`; it stays good. */
  peekLink(tokenHash: string, now: Date): Promise<SignInLink | null>;
  /** Uses the link up; of two at once, one gets it. */
  takeLink(tokenHash: string, now: Date): Promise<SignInLink | null>;
  putSession(tokenHash: string, session: Session): Promise<void>;
  findSession(tokenHash: string, now: Date): Promise<Session | null>;
  endSession(tokenHash: string): Promise<void>;
}

/** Sign-in links and sessions over the table. */
export function signInOver(table: Table): SignIn {
  return {
    async putLink(tokenHash, link) {
      await table.put({ ...linkKey(tokenHash), ...link, ttl: ttlOf(link.expiresAt) });
    },
    async peekLink(tokenHash, now) {
      const { item } = await table.get(linkKey(tokenHash));
      return item && isFresh(item, now) ? toLink(item) : null;
    },
    async takeLink(tokenHash, now) {
      const result = await table.delete(linkKey(tokenHash), {
        'the link is unused': { attribute: 'pk', is: 'present' },
        'the link has not expired': { attribute: 'expiresAt', atLeast: now.toISOString() },
      });
      return result.ok && result.old ? toLink(result.old) : null;
    },
    async putSession(tokenHash, session) {
      await table.put({ ...sessionKey(tokenHash), ...session, ttl: ttlOf(session.expiresAt) });
    },
    async findSession(tokenHash, now) {
      const { item } = await table.get(sessionKey(tokenHash));
      return item && isFresh(item, now) ? toSession(item) : null;
    },
    async endSession(tokenHash) {
      await table.delete(sessionKey(tokenHash));
    },
  };
}

const isFresh = (item: Item, now: Date): boolean => String(item.expiresAt) >= now.toISOString();

const toLink = (item: Item): SignInLink => ({
  email: String(item.email),
  organization: item.organization === null ? null : String(item.organization),
  expiresAt: String(item.expiresAt),
});

const toSession = (item: Item): Session => ({
  accountId: String(item.accountId),
  email: String(item.email),
  signedInBy: item.signedInBy === 'passkey' ? 'passkey' : 'link',
  expiresAt: String(item.expiresAt),
});
