import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Random, seededRandom } from '../../../datasets/random.ts';
import { type DetailEntry, writeDetail } from '../../../shared/domain/evidence/detail.ts';
import { auditPath, hexOf, leafHash, treeRoot } from '../../../shared/domain/evidence/merkle.ts';
import { certificateText, receiptHeader, receiptText } from '../../../shared/domain/evidence/receipt.ts';
import {
  hashOfLeaf,
  hourSealedAt,
  type Leaf,
  leafText,
  rootOfLeaves,
  type Seal,
  sealHash,
  sealText,
} from '../../../shared/domain/evidence/seal.ts';
import {
  type MadeEntry,
  type MadeLeaf,
  type MadeOrganization,
  madeCall,
  madeOrganization,
  placedEntry,
} from './made-entries.ts';
import { type MadeFact, type MadeStatement, madeDecisions, madeFacts, madeStatement } from './made-facts.ts';
import { type EvidenceKey, type MadeEd25519, madeEd25519, madeEvidenceKey, seededBytes } from './made-keys.ts';

/** How large a ledger is. */
export type LedgerSize = {
  readonly organizations: number;
  readonly instances: number;
  /** Seals, one an hour. */
  readonly hours: number;
  /** Calls of all organizations in one hour. */
  readonly callsAnHour: number;
  /** The start of the first hour. Three hours before a midnight give a statement. */
  readonly from: Date;
  /** Whether the ids of the records are known. */
  readonly ids: boolean;
  /** The ids of records have so many bytes more than their number, which nothing compresses. */
  readonly idBytes: number;
  /** Whether instances sign receipts, and keep their details: both take their time. */
  readonly receipts: boolean;
  /** Whether every second organization signs its requests. */
  readonly signed: boolean;
  /** Statements name so many places at the most, and have the hash of more. */
  readonly maxPlaces: number;
};

export type MadeInstance = {
  readonly instance: string;
  readonly key: MadeEd25519;
  readonly certificate: { readonly certificate: object; readonly keyId: string; readonly signature: string };
};

/** A segment with its detail as it is stored. `sha256` (hex) is over the compressed bytes. */
export type MadeSegment = {
  readonly instance: string;
  readonly segment: number;
  readonly at: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
};

export type MadeSeal = {
  readonly signed: { readonly seal: object; readonly keyId: string; readonly signature: string };
  readonly seal: Seal;
  readonly segments: readonly MadeSegment[];
  readonly leaves: readonly MadeLeaf[];
};

/** A receipt that a buyer kept: the value of its header. */
export type MadeReceipt = { readonly organization: string; readonly seal: number; readonly receipt: string };

export type MadeLedger = {
  readonly ledgerKey: EvidenceKey;
  readonly receiptsKey: EvidenceKey;
  readonly organizations: readonly MadeOrganization[];
  readonly instances: readonly MadeInstance[];
  readonly seals: readonly MadeSeal[];
  readonly facts: readonly MadeFact[];
  readonly statements: readonly MadeStatement[];
  readonly receipts: readonly MadeReceipt[];
};

const smallSize: LedgerSize = {
  organizations: 3,
  instances: 2,
  hours: 6,
  callsAnHour: 24,
  from: new Date('2026-12-01T21:00:00Z'),
  ids: true,
  idBytes: 0,
  receipts: true,
  signed: true,
  maxPlaces: 500,
};

const hourMs = 3_600_000;

/**
 * A ledger as the format of evidence has it, of plain values. The same seed gives the same entries, roots and seals; ES256 signatures differ.
 * The first hour holds the facts with which organizations begin.
 */
export function madeLedger(seed: number, size: Partial<LedgerSize> = {}): MadeLedger {
  const all = { ...smallSize, ...size };
  const random = seededRandom(seed);
  const ledgerKey = madeEvidenceKey(random, 'seals');
  const receiptsKey = madeEvidenceKey(random, 'receipts');
  const organizations = Array.from({ length: all.organizations }, (_, at) => madeOrganization(random, at, all.signed));
  const instances = Array.from({ length: all.instances }, () => madeInstance(random, receiptsKey, all.from));
  const work = new LedgerWork({ random, ledgerKey, receiptsKey, organizations, instances }, all);
  for (let hour = 0; hour < all.hours; hour += 1) work.sealHour(hour);
  return { ledgerKey, receiptsKey, organizations, instances, ...work.done() };
}

function madeInstance(random: Random, receiptsKey: EvidenceKey, at: Date): MadeInstance {
  const key = madeEd25519(random);
  const instance = seededBytes(random, 6).toString('base64url');
  const body = { instance, publicKey: key.publicKey, at: at.toISOString() };
  const text = certificateText(body);
  return { instance, key, certificate: { certificate: JSON.parse(text) as object, ...receiptsKey.sign(text) } };
}

type Cast = Pick<MadeLedger, 'ledgerKey' | 'receiptsKey' | 'organizations' | 'instances'> & { readonly random: Random };

class LedgerWork {
  readonly #cast: Cast;
  readonly #size: LedgerSize;
  readonly #seals: MadeSeal[] = [];
  readonly #facts: MadeFact[] = [];
  readonly #statements: MadeStatement[] = [];
  readonly #receipts: MadeReceipt[] = [];
  readonly #lastLeaves = new Map<string, Leaf>();
  readonly #nextSegment = new Map<string, number>();
  #waiting: MadeFact[] = [];

  constructor(cast: Cast, size: LedgerSize) {
    this.#cast = cast;
    this.#size = size;
  }

  done = () => ({
    seals: this.#seals,
    facts: this.#facts,
    statements: this.#statements,
    receipts: this.#receipts,
  });

  /** All that happens in an hour, and the seal that follows seven minutes later. */
  sealHour(hour: number): void {
    const { random, organizations } = this.#cast;
    const start = new Date(this.#size.from.getTime() + hour * hourMs);
    const number = this.#seals.length + 1;
    this.#stateDayBefore(start);
    for (const organization of organizations) {
      this.#waiting.push(...(hour === 0 ? madeFacts : madeDecisions)(random, organization, start, this.#statements));
    }
    const byPlace = new Map<string, MadeEntry[]>();
    const segments = this.#cast.instances
      .toSorted((a, b) => (a.instance < b.instance ? -1 : 1))
      .flatMap((instance) => this.#segmentsOf(instance, start, { number, byPlace }));
    const facts = this.#waiting.toSorted((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1));
    this.#facts.push(...facts);
    this.#waiting = [];
    this.#seal({ number, start, segments, facts, byPlace });
  }

  #segmentsOf(
    { instance, key }: MadeInstance,
    start: Date,
    { number, byPlace }: { number: number; byPlace: Map<string, MadeEntry[]> },
  ): MadeSegment[] {
    const { random, organizations } = this.#cast;
    const calls = Math.ceil(this.#size.callsAnHour / this.#size.instances);
    return [0, 1].map((half) => {
      const segment = this.#nextSegment.get(instance) ?? 1;
      this.#nextSegment.set(instance, segment + 1);
      const at = new Date(start.getTime() + (half + 1) * 1_500_000);
      const made = new Map<string, MadeEntry[]>();
      for (let call = 0; call < Math.ceil(calls / 2); call += 1) {
        const organization = random.pick(organizations as [MadeOrganization, ...MadeOrganization[]]);
        const entries = made.get(organization.id) ?? [];
        made.set(organization.id, entries);
        const when = new Date(at.getTime() - 1_000 + call);
        const place = { instance, segment, index: entries.length };
        const entry = placedEntry(
          random,
          madeCall(random, organization, when, this.#size.idBytes),
          place,
          this.#size.ids,
        );
        entries.push(entry);
        if (!this.#size.receipts) continue;
        const receipt = receiptHeader(hexOf(entry.hash), place, key.sign(receiptText(hexOf(entry.hash), place)));
        this.#receipts.push({ organization: organization.id, seal: number, receipt });
      }
      for (const [id, entries] of made) byPlace.set(id, [...(byPlace.get(id) ?? []), ...entries]);
      const bytes = this.#size.receipts ? gzipSync(writeDetail({ instance, segment }, made)) : Buffer.alloc(0);
      return { instance, segment, at: at.toISOString(), bytes, sha256: hash('sha256', bytes, 'hex') };
    });
  }

  #seal(of: {
    number: number;
    start: Date;
    segments: MadeSegment[];
    facts: readonly MadeFact[];
    byPlace: ReadonlyMap<string, readonly MadeEntry[]>;
  }): void {
    const { number, segments } = of;
    const at = new Date(of.start.getTime() + hourMs + 420_000);
    const hour = hourSealedAt(at);
    const bare = this.#cast.organizations
      .map(({ id }) => id)
      .toSorted()
      .map((organization) => ({ organization, entries: entriesOf(organization, of) }))
      .filter(({ entries }) => entries.length > 0)
      .map(({ organization, entries }) => ({ entries, leaf: this.#leaf(organization, entries, { number, hour }) }));
    const hashes = bare.map(({ leaf }) => hashOfLeaf(leaf));
    const leaves = bare.map((each, index) => ({ ...each, index, path: auditPath(hashes, index).map(hexOf) }));
    const before = this.#seals.at(-1)?.seal;
    const seal: Seal = {
      number,
      hour,
      at: at.toISOString(),
      leaves: leaves.length,
      entries: leaves.reduce((sum, { entries }) => sum + entries.length, 0),
      root: rootOfLeaves(leaves.map(({ leaf }) => leaf)),
      previousSeal: before ? sealHash(before) : '',
    };
    const signed = { seal: JSON.parse(sealText(seal)) as object, ...this.#cast.ledgerKey.sign(sealText(seal)) };
    this.#seals.push({ signed, seal, segments, leaves });
  }

  #leaf(
    organization: string,
    entries: readonly DetailEntry[],
    { number, hour }: { number: number; hour: string },
  ): Leaf {
    const before = this.#lastLeaves.get(organization);
    const leaf: Leaf = {
      organization,
      seq: (before?.seq ?? 0) + 1,
      hour,
      seal: number,
      previousLeaf: before ? hexOf(leafHash(leafText(before))) : '',
      entries: entries.length,
      root: hexOf(treeRoot(entries.map((entry) => entry.hash))),
    };
    this.#lastLeaves.set(organization, leaf);
    return leaf;
  }

  /** The first hour of a day states the day before. */
  #stateDayBefore(start: Date): void {
    if (start.getUTCHours() !== 0) return;
    const day = new Date(start.getTime() - hourMs).toISOString().slice(0, 10);
    for (const { id } of this.#cast.organizations) {
      const leaves = this.#seals
        .flatMap((seal) => seal.leaves)
        .filter(({ leaf }) => leaf.organization === id && leaf.hour.startsWith(day));
      if (leaves.length === 0) continue;
      const { maxPlaces } = this.#size;
      const made = madeStatement({
        ...{ random: this.#cast.random, key: this.#cast.ledgerKey },
        leaves,
        day,
        at: start,
        maxPlaces,
      });
      this.#statements.push(made);
      this.#waiting.push(made.fact);
    }
  }
}

function entriesOf(
  organization: string,
  { facts, byPlace }: { facts: readonly MadeFact[]; byPlace: ReadonlyMap<string, readonly DetailEntry[]> },
): DetailEntry[] {
  const own = facts.filter((fact) => fact.organization === organization);
  return [...(byPlace.get(organization) ?? []), ...own.map(({ line }) => ({ line, hash: leafHash(line) }))];
}
