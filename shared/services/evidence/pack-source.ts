import type { JsonValue } from '../../domain/accounts/canonical-json.ts';
import type { Leaf } from '../../domain/evidence/seal.ts';

/** A signed body as it was published: `{seal | statement | certificate, keyId, signature}`. */
export type SignedLine = { readonly [name: string]: JsonValue | undefined };

/** A leaf with its place in the tree of its seal: index from 0, and audit path (hex). */
export type SealedLeaf = { readonly leaf: Leaf; readonly index: number; readonly path: readonly string[] };

/**
 * A fact of the organization. `line`: its canonical JSON, as it was sealed. `proof` leads from a fact of an hour before the period to its
 * seal; facts of the period are among the entries.
 */
export type SealedFact = {
  readonly kind: string;
  readonly line: string;
  readonly proof?: {
    readonly seal: SignedLine;
    readonly leaf: SealedLeaf;
    readonly index: number;
    readonly path: readonly string[];
  };
};

/** A sealed line: a call or a fact, and the ids of its records where they are known. */
export type SealedEntry = { readonly line: string; readonly ids?: readonly string[] };

/** The text that was accepted, with its terms where the version has some. */
export type PackedLicence = {
  readonly id: string;
  readonly version: string;
  readonly text: string;
  readonly terms?: JsonValue;
};

/** A person's fields of one fact, with the key (base64url) that opens them. Erased persons are not among them. */
export type OpenedPerson = {
  readonly id: string;
  /** The fact's id. */
  readonly fact: string;
  readonly key: string;
  readonly fields: JsonValue;
};

/** A JWK with its thumbprint. */
export type PackedKey = {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
};

/** Files of things that are not sealed: the manifest's signature alone covers them. */
export type UnsealedFile = 'apps' | 'api-keys' | 'invoices' | 'payments' | 'refusals';

/** Hours of a pack. Both are ISO-8601 UTC; `to` is exclusive. */
export type PackPeriod = { readonly from: string; readonly to: string };

/** Reads what a pack of one organization holds. All lists are in order: seals and leaves by number, facts by time and id. */
export interface PackSource {
  readonly organization: { readonly id: string; readonly name: string };
  /** The address below which seals and keys are published. */
  readonly origin: string;
  /** Seals whose hour lies in the period, signed. */
  seals(period: PackPeriod): AsyncIterable<SignedLine>;
  /** The organization's leaves of these seals. */
  leaves(period: PackPeriod): AsyncIterable<SealedLeaf>;
  /** The sealed lines of a leaf. A pack reads them twice. */
  entries(leaf: Leaf): AsyncIterable<SealedEntry>;
  /** All facts that were sealed before the end of the period, statements aside. */
  facts(period: PackPeriod): AsyncIterable<SealedFact>;
  /** Statements that were made before the end of the period, signed. */
  statements(period: PackPeriod): AsyncIterable<SignedLine>;
  /** The replies of a time-stamp authority to these seals, where there are some (RFC 3161). */
  timestamps(period: PackPeriod): AsyncIterable<{ readonly seal: number; readonly reply: Uint8Array }>;
  /** The certificates of these instances. */
  certificates(instances: ReadonlySet<string>): AsyncIterable<SignedLine>;
  /** All keys that ever signed. */
  keys(): Promise<{ readonly seals: readonly PackedKey[]; readonly receipts: readonly PackedKey[] }>;
  /** The texts of these licences, each named `{id}-{version}`. */
  licences(names: ReadonlySet<string>): AsyncIterable<PackedLicence>;
  /** The persons of these facts. */
  persons(facts: ReadonlySet<string>): AsyncIterable<OpenedPerson>;
  unsealed(file: UnsealedFile, period: PackPeriod): AsyncIterable<JsonValue>;
}
