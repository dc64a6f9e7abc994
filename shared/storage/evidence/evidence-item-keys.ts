import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** Twelve digits, so that text order is number order. */
const sealNumberText = (number: number): string => String(number).padStart(12, '0');

/** All facts that wait. "@" is in no id. */
export const factBoxPartition = `${prefixes.factBox}@`;
/** A fact that waits. Ids are unique in an organization: statements of all have the day's. "#" is in no time and in no organization's id. */
export const factKey = (of: { readonly at: string; readonly organization: string; readonly id: string }): Key => ({
  pk: factBoxPartition,
  sk: `${of.at}#${of.organization}#${of.id}`,
});

/** All claims. */
export const sealClaimPartition = `${prefixes.sealClaim}@`;
/** A seal's claim. */
export const sealClaimKey = (number: number): Key => ({ pk: sealClaimPartition, sk: sealNumberText(number) });
/** That a seal's work is done. It follows its claim in the order of keys. */
export const sealDoneKey = (number: number): Key => ({ pk: sealClaimPartition, sk: `${sealNumberText(number)}#DONE` });

/** All signed seals. */
export const sealPartition = `${prefixes.seal}@`;
/** A signed seal. */
export const sealKey = (number: number): Key => ({ pk: sealPartition, sk: sealNumberText(number) });

/** All time stamps of seals. */
export const sealTimestampPartition = `${prefixes.sealTimestamp}@`;
/** The time stamp of a seal. */
export const sealTimestampKey = (number: number): Key => ({ pk: sealTimestampPartition, sk: sealNumberText(number) });

/** The leaves of an organization. */
export const leafPartition = (organization: string): string => prefixes.leaf + organization;
/** A leaf by its number among its organization's. */
export const leafKey = (organization: string, seq: number): Key => ({
  pk: leafPartition(organization),
  sk: sealNumberText(seq),
});

/** The sealed facts of an organization. */
export const sealedFactPartition = (organization: string): string => prefixes.sealedFact + organization;
/** A sealed fact by its seal and its place in the leaf, so that text order is the order of sealing. */
export const sealedFactKey = (of: {
  readonly organization: string;
  readonly seal: number;
  readonly index: number;
}): Key => ({
  pk: sealedFactPartition(of.organization),
  sk: `${sealNumberText(of.seal)}#${sealNumberText(of.index)}`,
});
/** The start of the keys of facts of a seal and later ones. */
export const sealedFactsFrom = (seal: number): string => sealNumberText(seal);

/** The statements of an organization. */
export const statementPartition = (organization: string): string => prefixes.statement + organization;
/** The statement of a UTC day, `YYYY-MM-DD`. */
export const statementKey = (organization: string, day: string): Key => ({
  pk: statementPartition(organization),
  sk: day,
});
/** The days of which statements are made. "@" is in no organization's id. */
export const statementDayPartition = `${prefixes.statementDay}@`;
/** A day: the seals that it has, and how far its statements are. */
export const statementDayKey = (day: string): Key => ({ pk: statementDayPartition, sk: day });

/** The refused calls of an organization. */
export const refusalPartition = (accountId: string): string => prefixes.refusal + accountId;

/** The key under which facts hold a person's fields. */
export const personKeyKey = (personId: string): Key => ({ pk: prefixes.personKey + personId, sk: '-' });

/** The legal hold of an organization, and the keys of people that wait for its release. */
export const holdPartition = (organization: string): string => prefixes.hold + organization;
/** The latest hold. */
export const holdKey = (organization: string): Key => ({ pk: holdPartition(organization), sk: 'HOLD' });
/** The sort keys of people whose keys wait begin so. */
export const waitingPersonPrefix = 'PERSON#';
/** A person whose key waits. */
export const waitingPersonKey = (organization: string, personId: string): Key => ({
  pk: holdPartition(organization),
  sk: waitingPersonPrefix + personId,
});

/** The signing keys of an organization, and those in force with the rule on unsigned reads. */
export const signerPartition = (accountId: string): string => prefixes.signer + accountId;
/** A signing key by its thumbprint. */
export const signerKey = (accountId: string, id: string): Key => ({ pk: signerPartition(accountId), sk: `KEY#${id}` });
/** The signing keys in force, which admission reads with access. */
export const signersKey = (accountId: string): Key => ({ pk: signerPartition(accountId), sk: 'SIGNERS' });

/** A nonce that a signing key used. "#" is in no account's id, and in no thumbprint. */
export const nonceKey = (of: { readonly accountId: string; readonly keyId: string; readonly nonce: string }): Key => ({
  pk: `${prefixes.nonce}${of.accountId}#${of.keyId}#${of.nonce}`,
  sk: '-',
});

/** The certificate of an instance's receipt key. */
export const certificateKey = (instance: string): Key => ({ pk: prefixes.certificate + instance, sk: '-' });

/** All keys that ever signed evidence. */
export const evidenceKeysPartition = `${prefixes.evidenceKey}@`;
/** A key of one use by its thumbprint. */
export const evidenceKeyKey = (of: { readonly use: string; readonly kid: string }): Key => ({
  pk: evidenceKeysPartition,
  sk: `${of.use}#${of.kid}`,
});

/** The orders of packs of an organization. */
export const packPartition = (organization: string): string => prefixes.pack + organization;
/** The start of the sort keys of orders. */
export const packPrefix = 'PACK#';
/** An order by its id. */
export const packKey = (organization: string, id: string): Key => ({
  pk: packPartition(organization),
  sk: packPrefix + id,
});
/** The one order of an organization that is under way. */
export const openPackKey = (organization: string): Key => ({ pk: packPartition(organization), sk: 'OPEN' });
/** The order of an idempotency key, by the key's hash. */
export const packOnceKey = (organization: string, hash: string): Key => ({
  pk: packPartition(organization),
  sk: `ONCE#${hash}`,
});
