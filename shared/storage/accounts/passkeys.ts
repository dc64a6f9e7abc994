import { ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table, Write, WriteCondition } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { whilePersonStays } from './membership-writes.ts';
import { invitationTaken } from './operator-invitations.ts';
import { challengeKey, passkeyKey, personPasskeyKey, personPasskeyPartition } from './sign-in-keys.ts';

/** A registered WebAuthn credential. */
export type Passkey = {
  readonly id: string;
  /** The person whose it is. It keeps the name under which it was deployed: a person was an account. */
  readonly accountId: string;
  readonly email: string;
  readonly label: string;
  readonly publicKey: Uint8Array;
  /** The authenticator's signature counter, as last seen. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly createdAt: string;
  /** The operator's address whose invitation it comes from, by itself or through another passkey; null: it opens no console. */
  readonly enrolledFor: string | null;
};

/** The proof by which a passkey is registered: a session alone, an operator's one-time code, or a passkey that was asserted for it. */
export type Authority =
  | { readonly by: 'session' }
  | { readonly by: 'invitation'; readonly digest: string }
  | { readonly by: 'passkey'; readonly passkeyId: string };

/** `accountId` is the person, as of a passkey; null for a sign-in, where it is not known yet. */
export type PasskeyChallenge = { readonly expiresAt: string } & (
  | { readonly purpose: 'sign-in'; readonly accountId: null }
  | { readonly purpose: 'presence'; readonly accountId: string }
  | { readonly purpose: 'registration'; readonly accountId: string; readonly authority: Authority }
);

/** A passkey as lists show it, without its key. */
export type ListedPasskey = Pick<Passkey, 'id' | 'label' | 'createdAt' | 'enrolledFor'>;

/** The proof that allows a registration, its line of the trail, and its time. */
export type PasskeyRegistration = {
  readonly authority: Authority;
  readonly audit: AuditEntry;
  readonly now: Date;
};

/** Passkeys and the challenges that register or use them. */
export interface Passkeys {
  putChallenge(challenge: string, of: PasskeyChallenge): Promise<void>;
  /** Uses the challenge up; null when unknown, used or expired. */
  takeChallenge(challenge: string, now: Date): Promise<PasskeyChallenge | null>;
  /** False when the credential is registered already, what it is registered by is used or gone, or the person is leaving. */
  insert(passkey: Passkey, registration: PasskeyRegistration): Promise<boolean>;
  /** Null where there is none, or it is being removed. */
  find(id: string): Promise<Passkey | null>;
  listOf(accountId: string): Promise<readonly ListedPasskey[]>;
  setCounter(id: string, counter: number): Promise<void>;
  /** From now on it signs in no more; it stays listed until it is removed. False when the account has no such passkey. */
  block(accountId: string, id: string, now: Date): Promise<boolean>;
  /** False when the account has no such passkey. */
  remove(accountId: string, id: string, audit?: AuditEntry): Promise<boolean>;
}

const inForce: WriteCondition = {
  'the passkey exists': { attribute: 'pk', is: 'present' },
  'it is not being removed': { attribute: 'removedAt', is: 'absent' },
};

/** For a transaction that rests on a passkey: not once it is being removed. */
export const whileInForce = (passkeyId: string): Write => ({ check: passkeyKey(passkeyId), if: inForce });

/** Passkeys and their challenges over the table. */
export const passkeysOver = (table: Table): Passkeys => ({ ...challenges(table), ...registered(table) });

const challenges = (table: Table): Pick<Passkeys, 'putChallenge' | 'takeChallenge'> => ({
  async putChallenge(challenge, of) {
    await table.put({ ...challengeKey(challenge), ...of, ttl: ttlOf(of.expiresAt) });
  },
  async takeChallenge(challenge, now) {
    const result = await table.delete(challengeKey(challenge), {
      'the challenge is unused': { attribute: 'pk', is: 'present' },
      'the challenge has not expired': { attribute: 'expiresAt', atLeast: now.toISOString() },
    });
    if (!result.ok || !result.old) return null;
    const { pk, sk, ttl, ...of } = result.old;
    return of as unknown as PasskeyChallenge;
  },
});

const registered = (table: Table): Omit<Passkeys, 'putChallenge' | 'takeChallenge'> => ({
  async insert({ id, accountId, ...passkey }, { authority, audit, now }) {
    const { label, createdAt, enrolledFor } = passkey;
    const { ok } = await table.transact([
      {
        put: { ...passkeyKey(id), id, accountId, ...passkey },
        if: { 'the credential is new': { attribute: 'pk', is: 'absent' } },
      },
      { put: { ...personPasskeyKey(accountId, id), id, label, createdAt, enrolledFor } },
      auditLine(audit),
      ...restingOn(authority, passkey.email, now),
      whilePersonStays(accountId),
    ]);
    return ok;
  },
  async find(id) {
    const { item } = await table.get(passkeyKey(id));
    return item && item.removedAt === undefined ? toPasskey(item) : null;
  },
  async listOf(accountId) {
    const items = await readAll(table, { pk: personPasskeyPartition(accountId) });
    return items.map(toListed);
  },
  async setCounter(id, counter) {
    await table.update(passkeyKey(id), { set: { counter } }, inForce);
  },
  async block(accountId, id, now) {
    const removedAt = now.toISOString();
    const own: WriteCondition = { 'it is the account’s own': { attribute: 'accountId', equals: accountId } };
    return (await table.update(passkeyKey(id), { set: { removedAt } }, own)).ok;
  },
  async remove(accountId, id, audit) {
    const { ok } = await table.transact([
      { delete: personPasskeyKey(accountId, id), if: { 'the account has it': { attribute: 'pk', is: 'present' } } },
      { delete: passkeyKey(id) },
      ...(audit ? [auditLine(audit)] : []),
    ]);
    return ok;
  },
});

function restingOn(authority: Authority, email: string, now: Date): Write[] {
  switch (authority.by) {
    case 'session':
      return [];
    case 'invitation':
      return [invitationTaken({ email, digest: authority.digest }, now)];
    case 'passkey':
      return [whileInForce(authority.passkeyId)];
  }
}

const toListed = ({ id, label, createdAt, enrolledFor }: Item): ListedPasskey => ({
  id: String(id),
  label: String(label),
  createdAt: String(createdAt),
  enrolledFor: typeof enrolledFor === 'string' ? enrolledFor : null,
});

const toPasskey = (item: Item): Passkey => ({
  ...toListed(item),
  accountId: String(item.accountId),
  email: String(item.email),
  publicKey: item.publicKey instanceof Uint8Array ? item.publicKey : new Uint8Array(),
  counter: Number(item.counter),
  transports: Array.isArray(item.transports) ? item.transports.map(String) : [],
});
