import { maxSignerKeys, type SignerKey, type Signers } from '../../domain/evidence/signer.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { transactAndAnnounce } from '../billing/changes.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table, TransactionResult } from '../table/table.ts';
import { signerKey, signerPartition } from './evidence-item-keys.ts';
import { factWrite } from './facts.ts';
import { signerAttribute, signersIn, signersKey } from './signers.ts';

/** `known`: the organization added this key before. `full`: it has as many as it may. `gone`: it is leaving. */
export type KeyAdded = 'added' | 'known' | 'full' | 'gone';
/** `last`: the rule needs one key at least. `gone`: the key is not in force. */
export type KeyRemoved = 'removed' | 'last' | 'gone';
/** `keyless`: the rule needs a key in force. */
export type Ruled = 'ruled' | 'same' | 'keyless';

/** The keys with which organizations sign requests. Each change is a fact of the ledger, and takes effect within 2 s. `audit.at` is its time. */
export interface SignerKeys {
  /** Also those that were removed, by time. */
  listOf(accountId: string): Promise<readonly SignerKey[]>;
  /** The keys in force and the rule, strongly consistent. */
  signersOf(accountId: string): Promise<Signers>;
  add(key: SignerKey, audit: AuditEntry): Promise<KeyAdded>;
  /** A removed key is never added again: whoever has it could sign. */
  remove(accountId: string, id: string, audit: AuditEntry): Promise<KeyRemoved>;
  /** Refuses the organization's unsigned reads from now on, or no longer. */
  rule(accountId: string, required: boolean, audit: AuditEntry): Promise<Ruled>;
  /** Removes all of an account that is leaving. The sealed facts stay. */
  forget(accountId: string): Promise<void>;
}

const isNew = 'the key is new';
const hasRoom = 'there is room for a key';
const isInForce = 'the key is in force';
const othersStay = 'another key stays in force';
const hasKey = 'a key is in force';
const asRead = 'the rule is the one that was read';

/** The signing keys over the table. */
export function signerKeysOver(table: Table): SignerKeys {
  const signersOf = async (accountId: string) => signersIn((await table.get(signersKey(accountId))).item);
  return {
    signersOf,
    async listOf(accountId) {
      const items = await readAll(table, { pk: signerPartition(accountId), skPrefix: signerKey(accountId, '').sk });
      return items.map(keyIn).toSorted((a, b) => a.addedAt.localeCompare(b.addedAt));
    },
    add: (key, audit) => add(table, key, audit),
    remove: async (accountId, id, audit) =>
      remove(table, { accountId, id, audit, signers: await signersOf(accountId) }),
    rule: (accountId, required, audit) => rule(table, { accountId, required, audit }),
    async forget(accountId) {
      for (const { pk, sk } of await readAll(table, { pk: signerPartition(accountId) })) await table.delete({ pk, sk });
    },
  };
}

const keyIn = (item: Item): SignerKey => ({
  id: String(item.id),
  accountId: String(item.accountId),
  publicKey: String(item.publicKey),
  name: String(item.name),
  addedAt: String(item.addedAt),
  removedAt: item.removedAt === '' ? null : String(item.removedAt),
});

async function add(table: Table, key: SignerKey, audit: AuditEntry): Promise<KeyAdded> {
  const { accountId, id, publicKey } = key;
  const result = await transactAndAnnounce(table, accountId, [
    {
      put: { ...signerKey(accountId, id), ...key, removedAt: '' },
      if: { [isNew]: { attribute: 'pk', is: 'absent' } },
    },
    {
      update: signersKey(accountId),
      change: { set: { [signerAttribute(id)]: publicKey }, add: { inForce: 1 } },
      if: { [hasRoom]: { attribute: 'inForce', atMost: maxSignerKeys - 1, orAbsent: true } },
    },
    keyFact(key, { at: key.addedAt }),
    auditLine(audit),
    whileNotDeleting(accountId),
  ]);
  if (result.ok) return 'added';
  const failed = failedIn(result);
  if (failed.has(isNew)) return 'known';
  return failed.has(hasRoom) ? 'full' : 'gone';
}

type Removal = {
  readonly accountId: string;
  readonly id: string;
  readonly audit: AuditEntry;
  readonly signers: Signers;
};

async function remove(table: Table, { accountId, id, audit, signers }: Removal): Promise<KeyRemoved> {
  const publicKey = signers.keys[id];
  if (publicKey === undefined) return 'gone';
  const result = await transactAndAnnounce(table, accountId, [
    {
      update: signerKey(accountId, id),
      change: { set: { removedAt: audit.at } },
      if: { [isInForce]: { attribute: 'removedAt', equals: '' } },
    },
    {
      update: signersKey(accountId),
      change: { remove: [signerAttribute(id)], add: { inForce: -1 } },
      if: {
        [asRead]: { attribute: 'required', equals: signers.required, orAbsent: !signers.required },
        ...(signers.required && { [othersStay]: { attribute: 'inForce', atLeast: 2 } }),
      },
    },
    keyFact({ id, accountId, publicKey }, { at: audit.at, removed: true }),
    auditLine(audit),
  ]);
  if (result.ok) return 'removed';
  const failed = failedIn(result);
  if (failed.has(isInForce)) return 'gone';
  return failed.has(othersStay) || failed.has(asRead) ? 'last' : 'gone';
}

type Ruling = { readonly accountId: string; readonly required: boolean; readonly audit: AuditEntry };

async function rule(table: Table, { accountId, required, audit }: Ruling): Promise<Ruled> {
  const { at } = audit;
  const result = await transactAndAnnounce(table, accountId, [
    {
      update: signersKey(accountId),
      change: { set: { required } },
      if: required
        ? {
            [hasKey]: { attribute: 'inForce', atLeast: 1 },
            'it is not required': { attribute: 'required', differs: true },
          }
        : { 'it is required': { attribute: 'required', equals: true } },
    },
    factWrite({ kind: 'signing-rule', id: `sr_${momentOf(at)}`, organization: accountId, at, required }),
    auditLine(audit),
    whileNotDeleting(accountId),
  ]);
  if (result.ok) return 'ruled';
  return failedIn(result).has(hasKey) ? 'keyless' : 'same';
}

type FactOf = Pick<SignerKey, 'id' | 'accountId' | 'publicKey'>;

/** The name stays out of the fact: it may name a person, and a fact is never erased. */
const keyFact = ({ id: keyId, accountId, publicKey }: FactOf, more: { readonly at: string; readonly removed?: true }) =>
  factWrite({
    kind: 'signing-key',
    id: `sk_${keyId}.${more.removed ? 'removed' : 'added'}`,
    organization: accountId,
    publicKey,
    keyId,
    ...more,
  });

const momentOf = (at: string): string => Date.parse(at).toString(36);

function failedIn({ reasons }: Extract<TransactionResult, { readonly ok: false }>): ReadonlySet<string> {
  return new Set(reasons.flatMap((reason) => (reason === null || reason === 'conflict' ? [] : reason.failed)));
}
