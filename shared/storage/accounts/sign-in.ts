import type { SignInLink } from '../../domain/accounts/account.ts';
import type { FoundSession, PersonSession } from '../../domain/accounts/member.ts';
import { ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table, Write } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { whilePersonStays } from './membership-writes.ts';
import { whileInForce } from './passkeys.ts';
import { type ListedSession, listedSessionIn, type SessionOrigin, sessionIn } from './session-items.ts';
import {
  addressLinkKey,
  hashOfAddress,
  latestLinkKey,
  linkKey,
  personSessionKey,
  personSessionPartition,
  sessionKey,
} from './sign-in-keys.ts';

/** Links and sessions are known by the hash of their token only; the token itself is stored nowhere. */
export interface SignIn {
  putLink(tokenHash: string, link: SignInLink): Promise<void>;
  /** Notes the link as the latest that was mailed to its address. */
  setLatestLink(link: SignInLink & { readonly tokenHash: string }): Promise<void>;
  /** Whether the latest link that was mailed to the address is unused and good until then. */
  hasWorkingLink(email: string, until: Date): Promise<boolean>;
  /** The link, if it is still good at `now`; it stays good. */
  peekLink(tokenHash: string, now: Date): Promise<SignInLink | null>;
  /** Starts a session, noted in the trail; false when the person is leaving, or its passkey is being removed. */
  startSession(start: SessionStart): Promise<boolean>;
  /**
   * Uses up the link and starts the session, together. Two calls at once start one session.
   * False when the link is used or expired, or the person is leaving.
   */
  exchangeLink(linkHash: string, start: SessionStart, now: Date): Promise<boolean>;
  /** The session with what its person belongs to now: a member who was removed before this read is none. */
  findSession(tokenHash: string, now: Date): Promise<FoundSession | null>;
  /** Notes that the person showed to be there. Nothing where the session has ended. */
  notePresence(tokenHash: string, at: Date): Promise<void>;
  endSession(session: OfPerson, audit: AuditEntry): Promise<boolean>;
  /** The sessions of a person that are good at `now`, the newest first. */
  listSessions(personId: string, now: Date): Promise<readonly ListedSession[]>;
  /** Takes away the links that were mailed to an address and not followed. */
  forgetLinks(email: string): Promise<void>;
  /** Ends all sessions of a person, or those that began with one passkey. */
  endSessionsOf(personId: string, passkeyId?: string): Promise<void>;
}

type OfPerson = { readonly tokenHash: string; readonly personId: string };

/** A session to start, its token's hash, where it comes from, and the line of the trail. */
export type SessionStart = {
  readonly tokenHash: string;
  readonly session: PersonSession;
  readonly origin: SessionOrigin;
  readonly audit: AuditEntry;
};

/** Sign-in links and sessions over the table. */
export function signInOver(table: Table): SignIn {
  return {
    async putLink(tokenHash, link) {
      const ttl = ttlOf(link.expiresAt);
      await table.put({ ...addressLinkKey(hashOfAddress(link.email), tokenHash), ttl });
      await table.put({ ...linkKey(tokenHash), ...link, ttl });
    },
    async setLatestLink({ email, tokenHash, expiresAt }) {
      await table.put({ ...latestLinkKey(hashOfAddress(email)), tokenHash, ttl: ttlOf(expiresAt) });
    },
    hasWorkingLink: hasWorkingLink(table),
    async peekLink(tokenHash, now) {
      const { item } = await table.get(linkKey(tokenHash));
      return item && isFresh(item, now) ? toLink(item) : null;
    },
    async startSession(start) {
      return (await table.transact(writesOf(start))).ok;
    },
    exchangeLink: exchangeLink(table),
    async findSession(tokenHash, now) {
      const { item } = await table.get(sessionKey(tokenHash));
      return item && isFresh(item, now) ? sessionIn(table, item) : null;
    },
    async notePresence(tokenHash, at) {
      await table.update(
        sessionKey(tokenHash),
        { set: { presentAt: at.toISOString() } },
        { 'the session is there still': { attribute: 'pk', is: 'present' } },
      );
    },
    endSession: endSession(table),
    async listSessions(personId, now) {
      const items = await readAll(table, { pk: personSessionPartition(personId) });
      return items
        .filter(({ ttl }) => Number(ttl) * 1000 >= now.getTime())
        .map(listedSessionIn)
        .toSorted((one, other) => (other.startedAt ?? '').localeCompare(one.startedAt ?? ''));
    },
    forgetLinks: forgetLinks(table),
    endSessionsOf: endSessionsOf(table),
  };
}

const hasWorkingLink =
  (table: Table): SignIn['hasWorkingLink'] =>
  async (email, until) => {
    const { item: latest } = await table.get(latestLinkKey(hashOfAddress(email)));
    if (!latest) return false;
    const { item } = await table.get(linkKey(String(latest.tokenHash)));
    return item !== undefined && isFresh(item, until);
  };

const exchangeLink =
  (table: Table): SignIn['exchangeLink'] =>
  async (linkHash, start, now) => {
    const taken: Write = {
      delete: linkKey(linkHash),
      if: {
        'the link is unused': { attribute: 'pk', is: 'present' },
        'the link has not expired': { attribute: 'expiresAt', atLeast: now.toISOString() },
      },
    };
    return (await table.transact([taken, ...writesOf(start)])).ok;
  };

const endSession =
  (table: Table): SignIn['endSession'] =>
  async ({ tokenHash, personId }, audit) => {
    const { ok } = await table.transact([
      { delete: sessionKey(tokenHash), if: { 'the session is there still': { attribute: 'pk', is: 'present' } } },
      { delete: personSessionKey(personId, tokenHash) },
      auditLine(audit),
    ]);
    return ok;
  };

const forgetLinks =
  (table: Table): SignIn['forgetLinks'] =>
  async (email) => {
    for (const { pk, sk } of await readAll(table, { pk: latestLinkKey(hashOfAddress(email)).pk })) {
      await table.delete(linkKey(sk));
      await table.delete({ pk, sk });
    }
  };

const endSessionsOf =
  (table: Table): SignIn['endSessionsOf'] =>
  async (personId, ofPasskey) => {
    const listed = await readAll(table, { pk: personSessionPartition(personId) });
    for (const { pk, sk, passkeyId } of listed) {
      if (ofPasskey !== undefined && passkeyId !== ofPasskey) continue;
      await table.delete(sessionKey(sk));
      await table.delete({ pk, sk });
    }
  };

const writesOf = ({ tokenHash, session, origin, audit }: SessionStart): Write[] => [
  { put: { ...sessionKey(tokenHash), ...session, ttl: ttlOf(session.expiresAt) } },
  {
    put: {
      ...personSessionKey(session.personId, tokenHash),
      ...(session.passkeyId === undefined ? {} : { passkeyId: session.passkeyId }),
      ...origin,
      startedAt: audit.at,
      ttl: ttlOf(session.expiresAt),
    },
  },
  auditLine(audit),
  ...(session.passkeyId === undefined ? [] : [whileInForce(session.passkeyId)]),
  whilePersonStays(session.personId),
];

const isFresh = (item: Item, now: Date): boolean => String(item.expiresAt) >= now.toISOString();

const toLink = (item: Item): SignInLink => ({
  email: String(item.email),
  organization: item.organization === null ? null : String(item.organization),
  expiresAt: String(item.expiresAt),
  ...(item.returnTo === undefined ? {} : { returnTo: String(item.returnTo) }),
});
