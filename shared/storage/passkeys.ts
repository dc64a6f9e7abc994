import { accountPasskeyKey, accountPasskeyPartition, challengeKey, passkeyKey, ttlOf } from './keys.ts';
import { whileNotLeaving } from './leaving.ts';
import { readAll } from './read-all.ts';
import type { Item, Table } from './table.ts';

/** A registered WebAuthn credential. */
export type Passkey = {
  readonly id: string;
  readonly accountId: string;
  readonly email: string;
  readonly label: string;
  readonly publicKey: Uint8Array;
  /** The authenticator's signature counter, as last seen. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly createdAt: string;
};

/** `accountId` is null for a sign-in, where it is not known yet. */
export type Challenge = { readonly accountId: string | null; readonly expiresAt: string };

export interface Passkeys {
  putChallenge(challenge: string, of: Challenge): Promise<void>;
  /** Uses the challenge up; null when unknown, used or expired. */
  takeChallenge(challenge: string, now: Date): Promise<Challenge | null>;
  /** False when the credential is registered already, or the account is leaving. */
  insert(passkey: Passkey): Promise<boolean>;
  find(id: string): Promise<Passkey | null>;
  listOf(accountId: string): Promise<readonly Pick<Passkey, 'id' | 'label' | 'createdAt'>[]>;
  setCounter(id: string, counter: number): Promise<void>;
  /** False when the account has no such passkey. */
  remove(accountId: string, id: string): Promise<boolean>;
}

/** Passkeys and their challenges over the table. */
export function passkeysOver(table: Table): Passkeys {
  return {
    async putChallenge(challenge, of) {
      await table.put({ ...challengeKey(challenge), ...of, ttl: ttlOf(of.expiresAt) });
    },
    async takeChallenge(challenge, now) {
      const result = await table.delete(challengeKey(challenge), {
        'the challenge is unused': { attribute: 'pk', is: 'present' },
        'the challenge has not expired': { attribute: 'expiresAt', atLeast: now.toISOString() },
      });
      if (!result.ok || !result.old) return null;
      const { accountId, expiresAt } = result.old;
      return { accountId: accountId === null ? null : String(accountId), expiresAt: String(expiresAt) };
    },
    async insert({ id, accountId, ...passkey }) {
      const { ok } = await table.transact([
        {
          put: { ...passkeyKey(id), id, accountId, ...passkey },
          if: { 'the credential is new': { attribute: 'pk', is: 'absent' } },
        },
        { put: { ...accountPasskeyKey(accountId, id), id, label: passkey.label, createdAt: passkey.createdAt } },
        whileNotLeaving(accountId),
      ]);
      return ok;
    },
    async find(id) {
      const { item } = await table.get(passkeyKey(id));
      return item ? toPasskey(item) : null;
    },
    async listOf(accountId) {
      const items = await readAll(table, { pk: accountPasskeyPartition(accountId) });
      return items.map(({ id, label, createdAt }) => ({
        id: String(id),
        label: String(label),
        createdAt: String(createdAt),
      }));
    },
    async setCounter(id, counter) {
      await table.update(
        passkeyKey(id),
        { set: { counter } },
        { 'the passkey still exists': { attribute: 'pk', is: 'present' } },
      );
    },
    async remove(accountId, id) {
      const { ok } = await table.transact([
        {
          delete: accountPasskeyKey(accountId, id),
          if: { 'the account has it': { attribute: 'pk', is: 'present' } },
        },
        { delete: passkeyKey(id) },
      ]);
      return ok;
    },
  };
}

const toPasskey = (item: Item): Passkey => ({
  id: String(item.id),
  accountId: String(item.accountId),
  email: String(item.email),
  label: String(item.label),
  publicKey: item.publicKey instanceof Uint8Array ? item.publicKey : new Uint8Array(),
  counter: Number(item.counter),
  transports: Array.isArray(item.transports) ? item.transports.map(String) : [],
  createdAt: String(item.createdAt),
});
