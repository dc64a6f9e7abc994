import type { Random } from '../../../datasets/random.ts';
import { canonicalJson, type JsonValue } from '../../../shared/domain/accounts/canonical-json.ts';
import type { DetailEntry } from '../../../shared/domain/evidence/detail.ts';
import { auditPath, hexOf, leafHash, treeRoot } from '../../../shared/domain/evidence/merkle.ts';
import {
  hashOfLeaf,
  type Leaf,
  rootOfLeaves,
  type Seal,
  sealHash,
  sealText,
} from '../../../shared/domain/evidence/seal.ts';
import { type MadeLeaf, madeCall, placedEntry } from './made-entries.ts';
import { madeEd25519 } from './made-keys.ts';
import type { MadeLedger, MadeSeal } from './made-ledger.ts';
import { editedEntry } from './tamper.ts';

/** A stored ledger that its operator tampered with: the pack is made of it and signed with the right key. */
export type TamperedLedger = {
  readonly how: string;
  readonly ledger: MadeLedger;
  /** The hour that a finding has to name; absent where the finding names something else. */
  readonly hour?: string;
  /** The newest leaf is left out: nothing contradicts that but receipts without an entry. */
  readonly isNewest?: boolean;
};

type Target = { readonly ledger: MadeLedger; readonly organization: string; readonly random: Random };
type Way = (target: Target) => TamperedLedger | null;

const pickOf = <T>(random: Random, items: readonly T[]): T => random.pick(items as [T, ...T[]]);
const isCall = ({ line }: DetailEntry) => /"kind":"(allowed|read)"/.test(line);
const entryOf = (line: string): DetailEntry => ({ line, hash: leafHash(line) });

/** A leaf of the organization, with the seal that it lies in. */
function leafOf({ ledger, organization, random }: Target): { seal: MadeSeal; leaf: MadeLeaf } {
  const all = ledger.seals.flatMap((seal) => {
    const leaf = seal.leaves.find((one) => one.leaf.organization === organization);
    return leaf ? [{ seal, leaf }] : [];
  });
  return pickOf(random, all);
}

/** The ledger with another leaf in the place of one. */
const withLeaf = (ledger: MadeLedger, old: MadeLeaf, leaf: MadeLeaf): MadeLedger => ({
  ...ledger,
  seals: ledger.seals.map((seal) => ({ ...seal, leaves: seal.leaves.map((one) => (one === old ? leaf : one)) })),
});

/** The stored entries of an hour change; leaf and seal stay. */
const entriesWay =
  (name: string, change: (entries: readonly DetailEntry[], target: Target) => readonly DetailEntry[]): Way =>
  (target) => {
    const { seal, leaf } = leafOf(target);
    const entries = change(leaf.entries, target);
    if (canonicalJson(entries.map(({ line }) => line)) === canonicalJson(leaf.entries.map(({ line }) => line)))
      return null;
    return {
      how: `${name}, seal ${seal.seal.number}`,
      hour: seal.seal.hour,
      ledger: withLeaf(target.ledger, leaf, { ...leaf, entries }),
    };
  };

const edit = entriesWay('an entry edited', (entries, { random }) => {
  const at = Math.floor(random.next() * entries.length);
  return entries.with(at, entryOf(editedEntry(random, entries[at]!.line).line));
});

const remove = entriesWay('an entry deleted', (entries, { random }) =>
  entries.toSpliced(Math.floor(random.next() * entries.length), 1),
);

/** A read that never was, at the next place of a segment. */
const insert = entriesWay('an entry inserted', (entries, { ledger, organization, random }) => {
  const calls = entries.filter(isCall);
  if (calls.length === 0) return entries;
  const last = entries.indexOf(pickOf(random, calls));
  const { instance, segment } = JSON.parse(entries[last]!.line) as { instance: string; segment: number };
  const isOwn = ({ line }: DetailEntry) =>
    line.includes(`"instance":"${instance}"`) && line.includes(`"segment":${segment},`);
  const own = calls.filter(isOwn);
  const at = entries.indexOf(own.at(-1)!) + 1;
  const { at: time } = JSON.parse(entries[last]!.line) as { at: string };
  const maker = ledger.organizations.find(({ id }) => id === organization)!;
  const call = madeCall(random, maker, new Date(time));
  return entries.toSpliced(at, 0, placedEntry(random, call, { instance, segment, index: own.length }, true));
});

const reorder = entriesWay('entries reordered', (entries, { random }) => {
  const at = Math.floor(random.next() * entries.length);
  return entries.toSpliced(at, 1).toSpliced(Math.floor(random.next() * entries.length), 0, entries[at]!);
});

const truncate = entriesWay('entries cut off', (entries, { random }) =>
  entries.slice(0, Math.floor(random.next() * entries.length)),
);

const exchange = entriesWay(
  'entries of another organization',
  (_, { ledger, organization, random }) =>
    pickOf(
      random,
      ledger.seals.flatMap(({ leaves }) => leaves.filter(({ leaf }) => leaf.organization !== organization)),
    ).entries,
);

/** A stored list of record ids changes. */
const alterIds: Way = (target) => {
  const { seal, leaf } = leafOf(target);
  const at = leaf.entries.findIndex(({ ids }) => (ids?.length ?? 0) > 0);
  if (at < 0) return null;
  const entry = leaf.entries[at]!;
  const entries = leaf.entries.with(at, { ...entry, ids: [...entry.ids!.slice(1), 'post-0'] });
  return {
    how: `record ids changed, seal ${seal.seal.number}`,
    hour: seal.seal.hour,
    ledger: withLeaf(target.ledger, leaf, { ...leaf, entries }),
  };
};

/** A stored leaf changes: another number, hour, root or count. */
const alterLeaf: Way = (target) => {
  const { seal, leaf } = leafOf(target);
  const change = pickOf(target.random, [
    { entries: leaf.leaf.entries + 1 },
    { seq: leaf.leaf.seq + 1 },
    { root: hexOf(leafHash('other')) },
    { previousLeaf: hexOf(leafHash('before')) },
  ]);
  const altered = { ...leaf, leaf: { ...leaf.leaf, ...change } };
  return {
    how: `leaf changed, seal ${seal.seal.number}`,
    hour: seal.seal.hour,
    ledger: withLeaf(target.ledger, leaf, altered),
  };
};

/** A leaf is missing, though its seal is there. */
const dropLeaf: Way = ({ ledger, organization, random }) => {
  const { seal, leaf } = leafOf({ ledger, organization, random });
  const later = ledger.seals.slice(seal.seal.number).flatMap(({ leaves }) => leaves);
  const isNewest = !later.some((one) => one.leaf.organization === organization);
  if (isNewest && !leaf.entries.some(isCall)) return null;
  const seals = ledger.seals.map((one) =>
    one === seal ? { ...one, leaves: one.leaves.filter((each) => each !== leaf) } : one,
  );
  return { how: `leaf dropped, seal ${seal.seal.number}`, ledger: { ...ledger, seals }, isNewest };
};

/** An old seal stands in the place of a later one, signed again with the right key. */
const replay: Way = ({ ledger, random }) => {
  const at = 1 + Math.floor(random.next() * (ledger.seals.length - 1));
  const [old, now] = [ledger.seals[Math.floor(random.next() * at)]!, ledger.seals[at]!];
  const again = random.next() < 0.5;
  const seal: Seal = again ? { ...old.seal, number: now.seal.number, hour: now.seal.hour, at: now.seal.at } : old.seal;
  const signed = again ? signedSeal(ledger, seal) : old.signed;
  const seals = ledger.seals.with(at, {
    ...now,
    seal: { ...seal, number: now.seal.number, hour: now.seal.hour },
    signed,
  });
  return { how: `seal ${old.seal.number} replayed as seal ${now.seal.number}`, ledger: { ...ledger, seals } };
};

const signedSeal = (ledger: MadeLedger, seal: Seal): MadeSeal['signed'] => ({
  seal: JSON.parse(sealText(seal)) as object,
  ...ledger.ledgerKey.sign(sealText(seal)),
});

/** The last seals are gone, as if they had never been. */
const truncateSeals: Way = ({ ledger, random }) => {
  const kept = 1 + Math.floor(random.next() * (ledger.seals.length - 1));
  return { how: `seals after ${kept} dropped`, ledger: { ...ledger, seals: ledger.seals.slice(0, kept) } };
};

/** A seal in the middle is gone. */
const dropSeal: Way = ({ ledger, random }) => {
  const at = 1 + Math.floor(random.next() * (ledger.seals.length - 2));
  return { how: `seal ${at + 1} dropped`, ledger: { ...ledger, seals: ledger.seals.toSpliced(at, 1) } };
};

/** The holder of the key changes an entry and makes all that follows anew. */
const rewrite: Way = (target) => {
  const { seal, leaf } = leafOf(target);
  const at = Math.floor(target.random.next() * leaf.entries.length);
  const entries = leaf.entries.with(at, entryOf(editedEntry(target.random, leaf.entries[at]!.line).line));
  return { how: `all rewritten from seal ${seal.seal.number} on`, ledger: remade(target.ledger, leaf, entries) };
};

/** The ledger with other entries in one leaf, and all that follows made anew with the right key: leaves, seals, chains and signatures. */
export function remade(ledger: MadeLedger, leaf: MadeLeaf, entries: readonly DetailEntry[]): MadeLedger {
  const seals: MadeSeal[] = [];
  const last = new Map<string, Leaf>();
  for (const one of ledger.seals) {
    const leaves = one.leaves.map((each) => {
      const own = each === leaf ? entries : each.entries;
      const before = last.get(each.leaf.organization);
      const previousLeaf = before ? hexOf(hashOfLeaf(before)) : '';
      const root = hexOf(treeRoot(own.map((entry) => entry.hash)));
      const made = { ...each.leaf, root, entries: own.length, previousLeaf };
      last.set(each.leaf.organization, made);
      return { ...each, entries: own, leaf: made };
    });
    const hashes = leaves.map((each) => hashOfLeaf(each.leaf));
    const placed = leaves.map((each, index) => ({ ...each, path: auditPath(hashes, index).map(hexOf) }));
    const before = seals.at(-1)?.seal;
    const made = {
      ...one.seal,
      entries: leaves.reduce((sum, each) => sum + each.leaf.entries, 0),
      root: rootOfLeaves(leaves.map((each) => each.leaf)),
      previousSeal: before ? sealHash(before) : '',
    };
    seals.push({ ...one, seal: made, leaves: placed, signed: signedSeal(ledger, made) });
  }
  return { ...ledger, seals };
}

/** A stored fact changes in its file, though not in the ledger. */
const alterFact: Way = ({ ledger, organization, random }) => {
  const own = ledger.facts.filter((fact) => fact.organization === organization && fact.kind !== 'statement');
  const fact = pickOf(random, own);
  const body = JSON.parse(fact.line) as Record<string, JsonValue>;
  const line = canonicalJson({ ...body, reason: 'Another reason.', government: body.government !== true });
  const facts = ledger.facts.map((one) => (one === fact ? { ...fact, line } : one));
  return { how: `${fact.kind} ${fact.id} changed`, ledger: { ...ledger, facts } };
};

const dropFact: Way = ({ ledger, organization, random }) => {
  const fact = pickOf(
    random,
    ledger.facts.filter((one) => one.organization === organization && one.kind !== 'statement'),
  );
  return {
    how: `${fact.kind} ${fact.id} dropped`,
    ledger: { ...ledger, facts: ledger.facts.filter((one) => one !== fact) },
  };
};

/** A statement says other counts, signed again with the right key. */
const alterStatement: Way = ({ ledger, organization }) => {
  const statement = ledger.statements.find((one) => one.organization === organization);
  if (!statement) return null;
  const text = canonicalJson({ ...statement.signed.statement, entries: 1 });
  const signed = { statement: JSON.parse(text) as object, ...ledger.ledgerKey.sign(text) };
  const statements = ledger.statements.map((one) => (one === statement ? { ...one, signed } : one));
  return { how: `statement of ${statement.day} changed`, ledger: { ...ledger, statements } };
};

/** Another key is certified for an instance, with the right signature. */
const alterCertificate: Way = ({ ledger, random }) => {
  const instance = pickOf(random, ledger.instances);
  const text = canonicalJson({
    ...(instance.certificate.certificate as object),
    publicKey: madeEd25519(random).publicKey,
  });
  const certificate = { certificate: JSON.parse(text) as object, ...ledger.receiptsKey.sign(text) };
  const instances = ledger.instances.map((one) => (one === instance ? { ...one, certificate } : one));
  return { how: `another key certified for ${instance.instance}`, ledger: { ...ledger, instances } };
};

const ways: readonly (readonly [Way, number])[] = [
  [edit, 4],
  [remove, 2],
  [insert, 2],
  [reorder, 2],
  [truncate, 1],
  [exchange, 1],
  [alterIds, 1],
  [alterLeaf, 1],
  [dropLeaf, 1],
  [replay, 1.5],
  [truncateSeals, 1],
  [dropSeal, 1],
  [rewrite, 2],
  [alterFact, 1.5],
  [dropFact, 1],
  [alterStatement, 1],
  [alterCertificate, 1],
];

/** A stored ledger with one random change. */
export function tamperedLedger(target: Target): TamperedLedger {
  return target.random.weighted(ways as [[Way, number]])(target) ?? tamperedLedger(target);
}
