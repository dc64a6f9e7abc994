import { createHash, hash } from 'node:crypto';
import type { Random } from '../../../datasets/random.ts';
import type { DetailEntry } from '../../../shared/domain/evidence/detail.ts';
import {
  entryLine,
  type LedgerCall,
  type Place,
  recordsHash,
  type SignedRequest,
} from '../../../shared/domain/evidence/entry.ts';
import { leafHash } from '../../../shared/domain/evidence/merkle.ts';
import type { Leaf } from '../../../shared/domain/evidence/seal.ts';
import { type MadeEd25519, type MadePerson, madeEd25519, seededBytes } from './made-keys.ts';

export type MadeApp = {
  readonly id: string;
  readonly name: string;
  /** The use case in force. The first three of four apps declare one; every fifth serves a government. */
  readonly useCase: string | null;
  readonly government: boolean;
};

export type MadeOrganization = {
  readonly id: string;
  readonly name: string;
  readonly people: readonly MadePerson[];
  readonly apps: readonly MadeApp[];
  readonly keys: readonly { readonly id: string; readonly app: string; readonly label: string }[];
  /** The key with which every second organization signs its requests. */
  readonly signingKey?: MadeEd25519;
};

/** A leaf with its place in the seal's tree, its path (hex), and its entries in order: those with a place, then facts. */
export type MadeLeaf = {
  readonly leaf: Leaf;
  readonly index: number;
  readonly path: readonly string[];
  readonly entries: readonly DetailEntry[];
};

export type MadeEntry = DetailEntry & { readonly call: LedgerCall; readonly place: Place };

/** The text of the licence that all entries name. */
export const madeLicence = {
  id: 'conversations',
  version: '2026-11-01',
  title: 'Conversations licence',
  text: 'The buyer may show records. The buyer passes no record on.\nWe record which key read which records and when.\n',
};

const names = ['Hana Aydın', 'ليلى حداد', 'Jonas Weber', 'Aïcha Benali', 'يوسف المصري'];
const companies = ['Marktlicht GmbH', 'شركة الأفق', 'Havnora AS', 'Kestrel Research Ltd'];

const idOf = (random: Random, prefix: string) => `${prefix}_${seededBytes(random, 9).toString('hex')}`;

/** An organization with two to four apps, each with a key. `signs`: every second one signs its requests. Its id begins with `acct_`. */
export function madeOrganization(random: Random, at: number, signs: boolean): MadeOrganization {
  const apps = Array.from({ length: 2 + (at % 3) }, (_, app) => ({
    id: idOf(random, 'app'),
    name: `App ${app + 1}`,
    useCase: app % 4 === 3 || (at % 2 === 1 && app === 1) ? null : idOf(random, 'uc'),
    government: (at + app) % 5 === 2,
  }));
  return {
    id: idOf(random, 'acct'),
    name: companies[at % companies.length] as string,
    people: [0, 1].map((person) => ({
      id: idOf(random, 'per'),
      key: seededBytes(random, 32),
      name: names[(at + person) % names.length] as string,
      email: `person${person}@organization${at}.example`,
    })),
    apps,
    keys: apps.map(({ id }, key) => ({ id: idOf(random, 'key'), app: id, label: `Key ${key + 1}` })),
    ...(signs && at % 2 === 0 && { signingKey: madeEd25519(random) }),
  };
}

const brands = ['Havnora', 'Kestrel', 'مرسى', 'Süd & Söhne'] as const;

/** The bytes are a function of the number. */
function idOfPost(random: Random, idBytes: number): string {
  const id = `post-${Math.floor(random.next() * 1e6)}`;
  if (idBytes === 0) return id;
  return `${id}-${createHash('shake256', { outputLength: idBytes }).update(id).digest('base64url')}`;
}

/** A call of one of the organization's keys; one in eight is a yes of `verify`. `idBytes`: so much longer are the ids of its records. */
export function madeCall(
  random: Random,
  organization: MadeOrganization,
  at: Date,
  idBytes = 0,
): LedgerCall & { readonly ids: string[] } {
  const key = random.pick(organization.keys as [(typeof organization.keys)[number]]);
  const app = organization.apps.find(({ id }) => id === key.app);
  const kind = random.next() < 0.125 ? 'allowed' : 'read';
  const ids = Array.from({ length: Math.floor(random.next() * 6) }, () => idOfPost(random, idBytes));
  const query = `/data/posts?brand=${encodeURIComponent(random.pick(brands))}&limit=${ids.length + 1}`;
  const { signingKey } = organization;
  const read = {
    datasetVersion: '2026-12-01',
    records: { count: ids.length, sha256: recordsHash(ids) },
    bytes: 180 + ids.length * 411,
  };
  return {
    kind,
    at: at.toISOString(),
    organization: organization.id,
    key: key.id,
    app: key.app,
    useCase: app?.useCase ?? null,
    dataset: kind === 'read' ? 'posts' : 'gateway:search',
    licence: madeLicence.id,
    licenceVersion: madeLicence.version,
    query: `GET ${query}`,
    units: kind === 'read' ? ids.length : 1,
    ...(kind === 'read' && read),
    address: `203.0.113.${Math.floor(random.next() * 255)}`,
    ...(signingKey && kind === 'read' && { signed: signedRequest(random, signingKey, query, at) }),
    ids: kind === 'read' ? ids : [],
  };
}

/** A request that its buyer signs. Source: RFC 9421, section 2.5. */
function signedRequest(random: Random, key: MadeEd25519, query: string, at: Date): SignedRequest {
  const target = `https://api.tollgate.example${query}`;
  const created = Math.floor(at.getTime() / 1_000);
  const nonce = seededBytes(random, 16).toString('base64url');
  const input = `("@method" "@target-uri");created=${created};nonce="${nonce}";keyid="${key.keyId}";alg="ed25519";tag="tollgate"`;
  const base = `"@method": GET\n"@target-uri": ${target}\n"@signature-params": ${input}`;
  return { keyId: key.keyId, method: 'GET', target, input, signature: key.sign(base).toString('base64') };
}

/** The entry of a call at its place. */
export function placedEntry(
  random: Random,
  { ids, ...call }: LedgerCall & { readonly ids: string[] },
  place: Place,
  withIds: boolean,
): MadeEntry {
  const line = entryLine(call, place, seededBytes(random, 16).toString('base64url'));
  return { call, place, line, hash: leafHash(line), ...(withIds && call.records && { ids }) };
}

/** SHA-256 (hex) of the licence's text. */
export const madeLicenceHash = hash('sha256', madeLicence.text, 'hex');
