/**
 * Reads data of Tollgate and keeps your half of the evidence: signed requests, receipts, seals and statements. No dependencies; Node 20 or later.
 *
 *     const reader = createReader({ url: 'https://data.example.com', key, signingKey, receipts: 'receipts.ndjson' });
 *     const response = await reader.read('/data/posts?limit=10');
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';

/** A receipt as it is kept: one line of JSON, which `verify.mjs --receipts` reads. `at`: ISO-8601 UTC. */
export type KeptReceipt = {
  readonly at: string;
  readonly request: string;
  readonly status: number;
  readonly receipt: string;
};

/** Settings of a reader. Only `url` and `key` are required. */
export type ReaderOptions = {
  /** The public URL of the deployment. */
  readonly url: string;
  /** `tg_live_…` or `tg_test_…`. */
  readonly key: string;
  /** Signs each request: an Ed25519 private key as PEM, whose public key your organization added. */
  readonly signingKey?: string;
  /** The file to which receipts are appended. */
  readonly receipts?: string;
  /** The file to which seals and statements are appended, for `verify.mjs --witness`. */
  readonly witness?: string;
  /** Thumbprints of the keys that may sign evidence. Default: all that the deployment publishes. */
  readonly pinned?: readonly string[];
  /** Default: the global `fetch`, and the clock of this machine. */
  readonly fetch?: typeof fetch;
  readonly now?: () => Date;
};

/** A place of the log: the segment of an instance, with so many entries of yours. */
export type LackingPlace = {
  readonly instance: string;
  readonly segment: number;
  readonly entries: number;
  readonly receipts: number;
};
/** A kept receipt that contradicts the statement, another receipt or its own signature. */
export type WrongReceipt = { readonly receipt: string; readonly reason: string };

/** The outcome of a comparison. */
export type Comparison = {
  readonly day: string;
  readonly entries: number;
  /** Receipts that lie at a place of the statement. */
  readonly matched: number;
  /** Places with more entries than you have receipts for: reads that you made without this file, or never made. */
  readonly lacking: readonly LackingPlace[];
  readonly wrong: readonly WrongReceipt[];
  /** Receipts of places that another day’s statement has, or that a crash lost. */
  readonly elsewhere: number;
};

/** A request beside its path. Default: a GET without a body. */
export type ReadInit = {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A reader, made by `createReader`. */
export type Reader = {
  /** Sends a request, signed where there is a key, and keeps its receipt. It follows no redirect. */
  read(
    path: string,
    init?: { readonly method?: string; readonly body?: string; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Response>;
  /** Compares the receipts with the statement of a UTC day. @throws Error where there is none, or its signature does not hold */
  compare(day: string): Promise<Comparison>;
  /** Keeps the seals that were published since the last time: how many. @throws Error where they contradict a kept one, or do not hold */
  keepSeals(): Promise<number>;
};

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type EcJwk = { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string };
type Signed = { readonly keyId: string; readonly signature: string; readonly [name: string]: Json };
type SignedSeal = Signed & { readonly seal: { readonly number: number; readonly previousSeal: string } };
type Certificate = Signed & { readonly certificate: { readonly instance: string; readonly publicKey: string } };
type Place = { readonly instance: string; readonly segment: number; readonly entries: number };
type Statement = {
  readonly day: string;
  readonly entries: number;
  readonly places?: readonly Place[];
  readonly placesSha256?: string;
};
/** `entry`: the hash of an entry, hex. */
type Receipt = Omit<Place, 'entries'> & { readonly entry: string; readonly index: number; readonly sig: string };

/** A new pair for signing: keep `privateKey` (PEM), add `publicKey` (JWK) to your organization. */
export function generateSigningKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return { privateKey: pem, publicKey: publicKey.export({ format: 'jwk' }), keyId: keyIdOf(privateKey) };
}

/** Makes a reader of one deployment. */
export function createReader(options: ReaderOptions): Reader {
  const evidence = new Evidence(options);
  const signingKey = options.signingKey === undefined ? undefined : createPrivateKey(options.signingKey);
  return {
    read: (path, init) => read(options, signingKey, path, init),
    compare: (day) => compare(options, evidence, day),
    keepSeals: () => keepSeals(options, evidence),
  };
}

async function read(
  { url, key, receipts, fetch: send = fetch, now = () => new Date() }: ReaderOptions,
  signingKey: KeyObject | undefined,
  path: string,
  { method = 'GET', body, headers = {} }: ReadInit = {},
): Promise<Response> {
  const target = new URL(path, url).href;
  const signature = signingKey ? signedHeaders(signingKey, { method, target, body, at: now() }) : {};
  const response = await send(target, {
    method,
    redirect: 'manual',
    headers: { authorization: `Bearer ${key}`, ...headers, ...signature },
    ...(body !== undefined && { body }),
  });
  const receipt = response.headers.get('tollgate-receipt');
  const kept = { at: now().toISOString(), request: `${method} ${target}`, status: response.status, receipt };
  if (receipt && receipts) await appendFile(receipts, `${JSON.stringify(kept)}\n`);
  return response;
}

async function compare({ receipts, witness }: ReaderOptions, evidence: Evidence, day: string): Promise<Comparison> {
  const text = await evidence.get(`/v1/statements/${day}`);
  const signed = JSON.parse(text) as Signed & { readonly statement: Statement };
  await evidence.check(signed, 'statement', 'seals');
  const { statement } = signed;
  if (statement.day !== day) throw new Error(`The statement is of ${statement.day}`);
  if (witness) await appendFile(witness, `${text.trim()}\n`);
  const list = statement.places ? '' : await evidence.get(`/v1/statements/${day}/places`);
  if (!statement.places && sha256(list) !== statement.placesSha256)
    throw new Error('The list of places is not the one that was signed');
  const places = statement.places ?? linesIn<Place>(list);
  const kept = linesIn<KeptReceipt>(await textOf(receipts));
  return { day, entries: statement.entries, ...(await compared(kept, places, evidence)) };
}

async function keepSeals({ witness }: ReaderOptions, evidence: Evidence): Promise<number> {
  const last = linesIn<Partial<SignedSeal>>(await textOf(witness)).findLast(({ seal }) => seal) as
    | SignedSeal
    | undefined;
  const from = last?.seal.number ?? 1;
  const inOrder = (await evidence.sealsFrom(from)).toReversed();
  if (last && canonical(inOrder[0]?.seal ?? null) !== canonical(last.seal))
    throw new Error(`Seal ${from} is not published as it was kept`);
  for (const [at, signed] of inOrder.entries()) {
    await evidence.check(signed, 'seal', 'seals');
    const before = inOrder[at - 1];
    const isNext = !before || signed.seal.previousSeal === sha256(canonical(before.seal));
    if (!isNext) throw new Error(`Seal ${signed.seal.number} does not follow the one before it`);
  }
  const isNew = last ? inOrder.slice(1) : inOrder;
  if (witness && isNew.length > 0) await appendFile(witness, isNew.map((signed) => `${canonical(signed)}\n`).join(''));
  return isNew.length;
}

/** Everything that a deployment publishes, checked by its signatures. */
class Evidence {
  readonly #options: ReaderOptions;
  readonly #keys = new Map<string, KeyObject>();
  readonly #instances = new Map<string, KeyObject>();

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  async get(path: string): Promise<string> {
    const { url, key, fetch: send = fetch } = this.#options;
    const headers = path.startsWith('/v1/') ? { authorization: `Bearer ${key}` } : {};
    const response = await send(new URL(path, url), { headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return text;
  }

  /** @throws Error where it is not signed by a published key for this use, or by none that is pinned. */
  async check(signed: Signed, name: string, use: 'seals' | 'receipts'): Promise<void> {
    const { pinned } = this.#options;
    const { keyId, signature } = signed;
    if (pinned && !pinned.includes(keyId)) throw new Error(`The ${name} is signed by ${keyId}, which is not pinned`);
    if (!this.#keys.has(`${use} ${keyId}`)) await this.#readKeys();
    const key = this.#keys.get(`${use} ${keyId}`);
    if (!key) throw new Error(`No published key for ${use} is ${keyId}`);
    const text = Buffer.from(canonical(signed[name] ?? null));
    const holds = verify('sha256', text, key, Buffer.from(signature, 'base64'));
    if (!holds) throw new Error(`The signature of the ${name} does not hold`);
  }

  async #readKeys(): Promise<void> {
    const { keys } = JSON.parse(await this.get('/.well-known/tollgate/keys')) as { keys: (EcJwk & { use: string })[] };
    for (const { use, kty, crv, x, y } of keys) {
      const jwk = { crv, kty, x, y };
      this.#keys.set(`${use} ${sha256(canonical(jwk), 'base64url')}`, createPublicKey({ key: jwk, format: 'jwk' }));
    }
  }

  /** The seals from this number on, the newest first. */
  async sealsFrom(number: number): Promise<SignedSeal[]> {
    const found: SignedSeal[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const path = `/.well-known/tollgate/seals?limit=100${cursor && `&cursor=${cursor}`}`;
      const page = JSON.parse(await this.get(path)) as { readonly data: SignedSeal[]; readonly cursor?: string };
      found.push(...page.data.filter(({ seal }) => seal.number >= number));
      cursor = page.data.some(({ seal }) => seal.number <= number) ? undefined : page.cursor;
    }
    return found;
  }

  /** Why a receipt proves nothing; null: its instance signed it. */
  async faultOf({ entry, instance, segment, index, sig }: Receipt): Promise<string | null> {
    const key = this.#instances.get(instance) ?? (await this.#instanceKey(instance));
    this.#instances.set(instance, key);
    const text = `tollgate-receipt-v1\n${entry}\n${instance}\n${segment}\n${index}\n`;
    return verify(null, Buffer.from(text), key, Buffer.from(sig, 'base64')) ? null : 'its signature does not hold';
  }

  async #instanceKey(instance: string): Promise<KeyObject> {
    const signed = JSON.parse(await this.get(`/.well-known/tollgate/instances/${instance}`)) as Certificate;
    await this.check(signed, 'certificate', 'receipts');
    const { instance: named, publicKey: x } = signed.certificate;
    if (named !== instance) throw new Error(`The certificate of ${instance} names ${named}`);
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  }
}

type SigningRequest = {
  readonly method: string;
  readonly target: string;
  readonly body: string | undefined;
  readonly at: Date;
};

/** The headers of a signed request. Source: RFC 9421, section 2.5; RFC 9530. */
function signedHeaders(key: KeyObject, { method, target, body = '', at }: SigningRequest): Record<string, string> {
  const digest = body === '' ? undefined : `sha-256=:${sha256(body, 'base64')}:`;
  const covered = `("@method" "@target-uri"${digest ? ' "content-digest"' : ''})`;
  const created = Math.floor(at.getTime() / 1_000);
  const nonce = randomBytes(24).toString('base64url');
  const input = `${covered};created=${created};nonce="${nonce}";keyid="${keyIdOf(key)}";alg="ed25519";tag="tollgate"`;
  const lines = [
    `"@method": ${method}`,
    `"@target-uri": ${target}`,
    ...(digest ? [`"content-digest": ${digest}`] : []),
  ];
  const base = [...lines, `"@signature-params": ${input}`].join('\n');
  const signature = sign(null, Buffer.from(base), key).toString('base64');
  const headers = { 'signature-input': `sig1=${input}`, signature: `sig1=:${signature}:` };
  return digest ? { ...headers, 'content-digest': digest } : headers;
}

/** Receipts beside the places of a statement. Two receipts of one entry count once. */
async function compared(kept: readonly KeptReceipt[], places: readonly Place[], evidence: Evidence) {
  const entriesAt = new Map(places.map((place) => [placeOf(place), place.entries]));
  const found = new Map<string, Map<number, string>>();
  const wrong: WrongReceipt[] = [];
  let elsewhere = 0;
  for (const { receipt } of kept) {
    const parsed = parseReceipt(receipt);
    const entries = parsed && entriesAt.get(placeOf(parsed));
    if (!parsed) wrong.push({ receipt, reason: 'it is no receipt' });
    else if (entries === undefined || entries === null) elsewhere += 1;
    else {
      const own = found.get(placeOf(parsed)) ?? new Map<number, string>();
      const isOther = (own.get(parsed.index) ?? parsed.entry) !== parsed.entry;
      const reason =
        (await evidence.faultOf(parsed)) ??
        (parsed.index >= entries ? `the statement has ${entries} entries at its place` : null) ??
        (isOther ? 'another receipt names another entry at its place' : null);
      if (reason) wrong.push({ receipt, reason });
      else found.set(placeOf(parsed), own.set(parsed.index, parsed.entry));
    }
  }
  const counted = places.map((place) => ({ ...place, receipts: found.get(placeOf(place))?.size ?? 0 }));
  const matched = counted.reduce((sum, { receipts }) => sum + receipts, 0);
  return { matched, lacking: counted.filter(({ entries, receipts }) => receipts < entries), wrong, elsewhere };
}

const placeOf = ({ instance, segment }: Pick<Place, 'instance' | 'segment'>): string => `${instance}/${segment}`;

/** The value of the header. Source: RFC 9651. */
const receiptForm =
  /^entry=:([A-Za-z0-9+/]{43}=):, instance="([\w-]+)", segment=(\d{1,15}), index=(\d{1,15}), sig=:([A-Za-z0-9+/]{86}==):$/;

function parseReceipt(receipt: string): Receipt | null {
  const [, entry = '', instance = '', segment, index, sig = ''] = receiptForm.exec(receipt) ?? [];
  const hex = Buffer.from(entry, 'base64').toString('hex');
  return sig === '' ? null : { entry: hex, instance, segment: Number(segment), index: Number(index), sig };
}

const linesIn = <T>(text: string): T[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]));

/** Empty where there is no file yet. */
async function textOf(path: string | undefined): Promise<string> {
  if (path === undefined) return '';
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return '';
    throw error;
  }
}

const sha256 = (text: string, encoding: 'hex' | 'base64' | 'base64url' = 'hex'): string =>
  createHash('sha256').update(text).digest(encoding);

/** The thumbprint of an Ed25519 key. Source: RFC 8037, appendix A.3. */
function keyIdOf(key: KeyObject): string {
  const { crv = '', kty = '', x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return sha256(canonical({ crv, kty, x }), 'base64url');
}

/** Canonical JSON. Source: RFC 8785. */
function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join()}}`;
}
