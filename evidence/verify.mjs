#!/usr/bin/env node
// Verifies an evidence pack. One file, Node 20.12 or newer, no dependency, no network. Licence: Apache-2.0.
// Made of evidence/verify/ in the repository, where each part has its types.

import { Buffer, isUtf8 } from 'node:buffer';
import crypto, { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

// ---- finding

/** At most this many findings of one code are kept of one file; the rest is counted. */
const maxOfOneCode = 20;

/** Collects what does not hold, and what a reader should know. */
class Findings {
  all = [];
  notes = [];
  #counts = new Map();
  /** All findings, those that are not kept too. */
  count = 0;

  add(finding) {
    this.count += 1;
    const name = `${finding.code} ${finding.file}`;
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    if (count <= maxOfOneCode) this.all.push(finding);
  }

  note(text) {
    this.notes.push(text);
  }
}

// ---- bytes

/** SHA-256, hex. */
const sha256Hex = (bytes) => crypto.hash('sha256', bytes, 'hex');

/** The hash of a leaf (RFC 6962, section 2.1) as 32 characters of one byte each. Such strings are quick to hold and to compare. */
const leafDigest = (text) => crypto.hash('sha256', Buffer.concat([Buffer.of(0), Buffer.from(text)]), 'binary');

/** A digest as hex. */
const hexOf = (digest) => Buffer.from(digest, 'latin1').toString('hex');
/** The digest of its hex. */
const digestOf = (hex) => Buffer.from(hex, 'hex').toString('latin1');

const pair = Buffer.alloc(65, 1);

/** The hash of an inner node: SHA-256 over 0x01 and its two children (RFC 6962, section 2.1). */
function nodeDigest(left, right) {
  pair.write(left, 1, 32, 'latin1');
  pair.write(right, 33, 32, 'latin1');
  return crypto.hash('sha256', pair, 'binary');
}

/** The root of the tree over these leaves, hex (RFC 6962, section 2.1). */
function rootOf(leaves) {
  if (leaves.length === 0) return sha256Hex('');
  let level = leaves.slice();
  while (level.length > 1) {
    const parents = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]];
      parents.push(right === undefined ? left : nodeDigest(left, right));
    }
    level = parents;
  }
  return hexOf(level[0]);
}

/** The root (hex) that an audit path leads to; null where the path does not fit the size (RFC 9162, section 2.1.3.2). */
function rootByPath(leaf, index, size, path) {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null;
  let [node, last, at, found] = [index, size - 1, 0, leaf];
  while (last > 0) {
    const isAlone = node === last && node % 2 === 0;
    if (!isAlone) {
      const sibling = path[at++];
      if (sibling === undefined || !/^[0-9a-f]{64}$/.test(sibling)) return null;
      found = node % 2 === 1 ? nodeDigest(digestOf(sibling), found) : nodeDigest(found, digestOf(sibling));
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return at === path.length ? hexOf(found) : null;
}

/** The canonical JSON of a value (RFC 8785). */
function canonical(value) {
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('a lone surrogate');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('a number beyond JSON');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inner]) => `${canonical(name)}:${canonical(inner)}`).join()}}`;
}

/** The value of a canonical text. @throws SyntaxError where the text is not JSON, or not the canonical form of its value. */
function parseCanonical(text) {
  const value = JSON.parse(text);
  if (isCanonical(value, text)) return value;
  throw new SyntaxError('it is not in the canonical form of RFC 8785');
}

function isCanonical(value, text) {
  try {
    return canonical(value) === text;
  } catch {
    return false;
  }
}

/** Whether base64 text is the one that its bytes have. */
const isBase64 = (text) => typeof text === 'string' && Buffer.from(text, 'base64').toString('base64') === text;

// ---- entry-line

/** Names and ids, in ASCII; a query may have any text. Neither has an escape. */
const name = '"([ !#-\\[\\]-~]*)"';
const text = '"([^"\\\\\\x00-\\x1f]*)"';
const whole = '(0|[1-9][0-9]{0,14})';
const time = '"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z)"';

/**
 * The canonical line of a call as nearly all are: no escape, no unknown property, no signature. A line that fits is canonical: its names
 * are sorted, its numbers are whole. All others are parsed and written again.
 */
const usual = new RegExp(
  `^\\{"address":${name},"app":${name},"at":${time}(?:,"bytes":${whole})?,"dataset":${name}(?:,"datasetVersion":${name})?,` +
    `"index":${whole},"instance":${name},"key":${name},"kind":"(allowed|read)","licence":${name},"licenceVersion":${name},` +
    `"organization":${name},"query":${text}(?:,"records":\\{"count":${whole}(?:,"sha256":"([0-9a-f]{64})")?\\})?,"salt":${name},` +
    `"segment":${whole},"units":${whole},"useCase":(?:null|${name}),"v":1\\}$`,
);

/** The call of a usual line, whose text has one character a byte; null where the line is of another form. */
function usualCall(line) {
  const found = usual.exec(line);
  if (!found) return null;
  const [, , app, at, , dataset, , index, instance, key, kind, licence, licenceVersion, organization, query] = found;
  const [count, sha256, , segment, units, useCase] = found.slice(15);
  return {
    kind,
    at,
    organization,
    key,
    app,
    useCase: useCase ?? null,
    dataset,
    licence,
    licenceVersion,
    query,
    units: Number(units),
    ...(count !== undefined && { records: { count: Number(count), ...(sha256 !== undefined && { sha256 }) } }),
    instance,
    segment: Number(segment),
    index: Number(index),
  };
}

const factKinds = [
  'acceptance',
  'use-case',
  'use-case-decision',
  'signing-key',
  'signing-rule',
  'statement',
  'contest',
  'contest-decision',
  'hold',
  'release',
];

const isText = (value) => typeof value === 'string';
const isWhole = (value) => Number.isSafeInteger(value) && value >= 0;
const isTime = (value) => isText(value) && new RegExp(`^${time}$`).test(`"${value}"`);

/** The entry of any line. @throws SyntaxError with the reason. */
function parseEntry(line) {
  const entry = parseCanonical(line);
  if (entry === null || typeof entry !== 'object' || entry.v !== 1)
    throw new SyntaxError('it is no entry of version 1');
  if (!isTime(entry.at) || !isText(entry.organization) || !isText(entry.salt))
    throw new SyntaxError('it has no time, organization or salt');
  if (factKinds.includes(entry.kind) && isText(entry.id)) return entry;
  if (!isCallLike(entry)) throw new SyntaxError(`it is neither a call nor a fact with an id (kind ${entry.kind})`);
  return entry;
}

function isCallLike(entry) {
  const texts = [entry.key, entry.app, entry.dataset, entry.licence, entry.licenceVersion, entry.query, entry.instance];
  const { records, useCase } = entry;
  return (
    ['read', 'allowed'].includes(entry.kind) &&
    texts.every(isText) &&
    [entry.segment, entry.index].every(isWhole) &&
    typeof entry.units === 'number' &&
    (useCase === null || isText(useCase)) &&
    (records === undefined || isWhole(records.count))
  );
}

/** Whether an entry has a place. */
const isCall = (entry) => 'segment' in entry && 'instance' in entry;

// ---- signatures

/** The thumbprint of a key (RFC 7638): it names what the key is. */
const thumbprintOf = ({ crv, kty, x, y }) => crypto.hash('sha256', canonical({ crv, kty, x, y }), 'base64url');

/** @throws Error where the JWK is no key of P-256. */
function ecKeyOf(jwk) {
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256') throw new Error('it is no key of P-256');
  return crypto.createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, format: 'jwk' });
}

/** ES256 over SHA-256, DER, base64, as KMS gives it. */
const es256Holds = (key, text, signature) =>
  isBase64(signature) && crypto.verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'));

const edKeys = new Map();

/** The Ed25519 key of 32 bytes in base64url; null where they are none. */
function edKeyOf(x) {
  let key = edKeys.get(x);
  if (key === undefined) {
    try {
      key = crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    } catch {
      key = null;
    }
    edKeys.set(x, key);
  }
  return key;
}

/** The thumbprint of an Ed25519 key (RFC 8037, appendix A.3). */
const edThumbprint = (x) => crypto.hash('sha256', canonical({ crv: 'Ed25519', kty: 'OKP', x }), 'base64url');

/** Ed25519 by a key of 32 bytes in base64url; the signature is 64 bytes in base64. */
function ed25519Holds(x, text, signature) {
  const key = edKeyOf(x);
  if (!key || !isBase64(signature)) return false;
  const bytes = Buffer.from(signature, 'base64');
  return bytes.length === 64 && crypto.verify(null, Buffer.from(text), key, bytes);
}

/** The components that a signed request covers, and its parameters. */
const inputForm = /^\(("@?[a-z-]+"(?: "@?[a-z-]+")*)\)((?:;[a-z]+=(?:"[^"\\]*"|[0-9]+))*)$/;

/**
 * The signature base over the values of components (RFC 9421, section 2.5). Null where `input`, the value of `Signature-Input` for one
 * label, covers a component without a value.
 */
function signatureBase(input, values) {
  const found = inputForm.exec(input);
  if (!found) return null;
  const lines = [];
  for (const quoted of found[1].split(' ')) {
    const value = values[quoted.slice(1, -1)];
    if (value === undefined) return null;
    lines.push(`${quoted}: ${value}`);
  }
  return `${lines.join('\n')}\n"@signature-params": ${input}`;
}

/** Why a buyer's signature does not hold; null where it holds. `publicKey`: 32 bytes, base64url. */
function signedFault(signed, query, publicKey) {
  const { method, target, digest, input, keyId } = signed;
  const base = signatureBase(input, { '@method': method, '@target-uri': target, 'content-digest': digest });
  if (publicKey === undefined) return `its key ${keyId} is no sealed signing key of the organization`;
  if (base === null || !base.includes('"@method":') || !base.includes('"@target-uri":'))
    return 'its signature does not cover method and target';
  if (!input.includes(`;keyid="${keyId}"`) || !input.includes(';tag="tollgate"'))
    return 'its signature is not made for this product or by this key';
  if (query !== null && `${method} ${pathOf(target)}` !== query) return 'its signature is of another request';
  return ed25519Holds(publicKey, base, signed.signature) ? null : 'its signature does not hold';
}

const pathOf = (target) => target.replace(/^[a-z]+:\/\/[^/?#]*/i, '');

// ---- signing

/** A change of a key or of the rule reaches every instance in 2 s, and a call takes 29 s at the most. The rest is for clocks. */
const slackMs = 60_000;
/** A signature is this much older or younger than our clock at the most. */
const skewMs = 300_000;
const forever = '9999-12-31T23:59:59.999Z';
const moved = (time, byMs) => new Date(Date.parse(String(time)) + byMs).toISOString();

/** The signing keys and the rule of the facts, whatever their order. */
function signingOf(pack, listed) {
  const keys = new Map();
  const required = [];
  for (const { fact, file, line } of listed.toSorted((a, b) => (a.fact.at < b.fact.at ? -1 : 1))) {
    if (fact.kind === 'signing-rule') {
      const last = required.at(-1);
      const isOpen = last?.to === forever;
      if (fact.required === true && !isOpen) required.push({ from: moved(fact.at, slackMs), to: forever });
      if (fact.required !== true && last && isOpen) last.to = moved(fact.at, -slackMs);
    }
    if (fact.kind !== 'signing-key') continue;
    const publicKey = String(fact.publicKey);
    const keyId = edThumbprint(publicKey);
    if (fact.id !== keyId && fact.keyId !== keyId)
      pack.findings.add({ code: 'fact.key', text: `the key is named ${fact.id}, and is ${keyId}`, file, line });
    const isRemoved = fact.removed === true;
    const from = isRemoved ? (keys.get(keyId)?.from ?? '') : moved(fact.at, -slackMs);
    keys.set(keyId, { publicKey, from, to: isRemoved ? moved(fact.at, slackMs) : forever });
  }
  return { keys, required };
}

/** Nobody signs. */
const noSigning = { keys: new Map(), required: [] };

/** Why the signature of a call does not count, or is missing; null: nothing is wrong. */
function signingFault({ kind, at, query, signed }, { keys, required }) {
  if (!signed) {
    const isMissing = kind === 'read' && required.some(({ from, to }) => at >= from && at <= to);
    return isMissing ? 'it is not signed, though the organization had unsigned reads refused at this time' : null;
  }
  const key = keys.get(signed.keyId);
  const fault = signedFault(signed, kind === 'read' ? query : null, key?.publicKey);
  if (fault !== null || !key) return `it is signed, but ${fault}`;
  if (at < key.from || at > key.to) return 'it is signed, but its key was not in force at this time';
  const created = Number(/;created=([0-9]+)/.exec(signed.input)?.[1]) * 1_000;
  const isClose = Math.abs(created - Date.parse(at)) <= skewMs + slackMs;
  return isClose ? null : 'it is signed, but the signature was created at another time';
}

// ---- entries-job

/** The name of an entry's place. */
const placeOf = ({ instance, segment, index }) => `${instance}/${segment}/${index}`;

// ---- entries-difference

/**
 * In which entries a file differs from its leaf. The list of hashes tells, where it has the sealed root itself. `line`: the first that
 * differs, from 1.
 */
function differenceOf(job, own) {
  const { hour } = job;
  const sealed = sealedDigests(job);
  if (!sealed) return { text: `the entries have another root than was sealed for ${hour}: one or more were changed` };
  let [same, tail] = [0, 0];
  while (same < own.length && same < sealed.length && own[same] === sealed[same]) same += 1;
  const longest = Math.min(own.length, sealed.length) - same;
  while (tail < longest && own.at(-1 - tail) === sealed.at(-1 - tail)) tail += 1;
  const [to, sealedTo] = [own.length - tail, sealed.length - tail];
  const line = same + 1;
  if (sealedTo === same) return { text: `${linesOf(line, to)} not among those sealed for ${hour}`, line };
  const stood = `${sealedTo - same} of those sealed for ${hour}, from entry ${line} on`;
  if (to === same) return { text: `entries are missing here: ${stood}`, line };
  return { text: `${linesOf(line, to)} in the place of ${stood}`, line };
}

const linesOf = (from, to) => (from === to ? `line ${from} is` : `lines ${from} to ${to} are`);

/** The hashes of the sealed entries in order; null where the pack has none, or others than were sealed. */
function sealedDigests({ folder, hashesFile, root }) {
  if (hashesFile === undefined) return null;
  const digests = fs.readFileSync(`${folder}/${hashesFile}`, 'latin1').split('\n').slice(0, -1).map(digestOf);
  return rootOf(digests) === root ? digests : null;
}

/** Whether the list of hashes is that of these entries, and the hash of its file; null where the pack has no list. */
function checkHashes({ folder, hashesFile }, own) {
  if (hashesFile === undefined) return null;
  const bytes = fs.readFileSync(`${folder}/${hashesFile}`);
  const isOwn = bytes.length === own.length * 65 && bytes.equals(hashLines(own));
  return { sha256: sha256Hex(bytes), isOwn };
}

function hashLines(digests) {
  const lines = Buffer.allocUnsafeSlow(digests.length * 65);
  for (const [at, digest] of digests.entries()) lines.write(`${hexOf(digest)}\n`, at * 65, 'latin1');
  return lines;
}

// ---- records-file

const id = '"[^"\\\\\\x00-\\x1f]*"';
const usualList = new RegExp(`^\\{"entry":"([0-9a-f]{64})","ids":\\[(?:${id}(?:,${id})*)?\\]\\}$`);

/** Checks the lists of record ids against their entries, which they follow in order. Lists may be missing. */
function recordsOf({ folder, recordsFile, seal, hour }, served, add) {
  if (recordsFile === undefined) return { known: 0 };
  const bytes = fs.readFileSync(`${folder}/${recordsFile}`);
  const lines = bytes.toString().split('\n');
  const fault = (code, text, line, entry) =>
    add({ code: `records.${code}`, text, file: recordsFile, line, seal, hour, entry });
  if (!isUtf8(bytes)) fault('encoding', 'the file is not UTF-8');
  if (lines.pop() !== '') fault('truncated', 'the file ends within a line', lines.length + 1);
  const ofEntry = new Map(served.map((records, at) => [records.digest, { ...records, at }]));
  let [before, known] = [-1, 0];
  for (const [at, line] of lines.entries()) {
    const list = listOf(line);
    const records = list && ofEntry.get(Buffer.from(list.entry, 'hex').toString('latin1'));
    if (!list) fault('form', 'the line is no list of ids in canonical form', at + 1);
    else if (!records) fault('entry', 'no entry of this seal has this hash and records', at + 1, list.entry);
    else if (records.at <= before) fault('order', 'the list is out of order', at + 1, list.entry);
    else if (list.ids.length !== records.count || list.sha256 !== records.sha256)
      fault('ids', 'the ids are not those that the entry was made of', at + 1, hexOf(records.digest));
    else known += 1;
    before = records?.at ?? before;
  }
  return { sha256: sha256Hex(bytes), known };
}

/** The ids of a line with the hash over them, each followed by a line feed; null where the line is of another form. */
function listOf(line) {
  const usual = usualList.exec(line);
  if (usual) {
    const inner = line.slice('{"entry":"","ids":['.length + 64, -2);
    return withHash(usual[1], inner === '' ? [] : inner.slice(1, -1).split('","'));
  }
  try {
    const { entry, ids } = parseCanonical(line);
    const isFine = typeof entry === 'string' && Array.isArray(ids) && ids.every((each) => typeof each === 'string');
    return isFine && !ids.some((each) => each.includes('\n')) ? withHash(entry, ids) : null;
  } catch {
    return null;
  }
}

const withHash = (entry, ids) => ({
  entry,
  ids,
  sha256: sha256Hex(ids.length === 0 ? '' : `${ids.join('\n')}\n`),
});

// ---- entries-file

/** A file with one byte before it, in which the first line gets the mark of a leaf. */
function readMarked(path) {
  const { size } = fs.statSync(path);
  const bytes = Buffer.allocUnsafeSlow(size + 1);
  const file = fs.openSync(path, 'r');
  try {
    for (let at = 0; at < size; ) {
      const read = fs.readSync(file, bytes, at + 1, Math.min(size - at, 0x4000_0000), at);
      if (read === 0) throw new Error(`${path} became shorter while it was read`);
      at += read;
    }
  } finally {
    fs.closeSync(file);
  }
  return bytes;
}

/** Checks the entries of one leaf: their form, order, owner, root and signatures, and the ids of their records. */
function checkEntries(job) {
  const bytes = readMarked(`${job.folder}/${job.file}`);
  const check = new EntriesCheck(job, sha256Hex(bytes.subarray(1)));
  if (!isUtf8(bytes.subarray(1))) check.add('encoding', 'the file is not UTF-8');
  let start = 1;
  while (start < bytes.length) {
    const end = bytes.indexOf(10, start);
    if (end < 0) {
      check.add('truncated', 'the file ends within a line', check.count + 1);
      break;
    }
    bytes[start - 1] = 0;
    check.line(bytes, start, end);
    start = end + 1;
  }
  return check.done();
}

class EntriesCheck {
  #job;
  #sha256;
  #findings = new Findings();
  #digests = [];
  #totals = new Map();
  #places = [];
  #facts = [];
  #signatures = [];
  #received = new Map();
  #lists = [];

  constructor(job, sha256) {
    this.#job = job;
    this.#sha256 = sha256;
  }

  get count() {
    return this.#digests.length;
  }

  add(code, text, line, entry) {
    const { file, seal, hour } = this.#job;
    this.#findings.add({ code: `entries.${code}`, text, file, line, seal, hour, entry });
  }

  /** One line, whose bytes begin at `start`; the byte before it is the mark of a leaf. */
  line(bytes, start, end) {
    const digest = crypto.hash('sha256', bytes.subarray(start - 1, end), 'binary');
    this.#digests.push(digest);
    const call = usualCall(bytes.toString('latin1', start, end));
    if (call) this.#call(call, digest);
    else this.#unusual(bytes.toString('utf8', start, end), digest);
  }

  #unusual(line, digest) {
    try {
      const entry = parseEntry(line);
      if (isCall(entry)) this.#call(entry, digest);
      else this.#fact(entry, line);
    } catch (error) {
      this.add('form', `the line is not an entry: ${error.message}`, this.count);
    }
  }

  #call(call, digest) {
    const { organization, receipts, signing } = this.#job;
    if (call.organization !== organization)
      this.add('organization', `the entry is of ${call.organization}`, this.count, placeOf(call));
    this.#place(call);
    this.#total(call);
    const { records, signed } = call;
    if (records?.sha256 !== undefined) this.#lists.push({ digest, count: records.count, sha256: records.sha256 });
    const fault = signingFault(call, signing);
    if (fault)
      this.add(
        signed ? 'signed' : 'unsigned',
        `the request does not prove who asked: ${fault}`,
        this.count,
        placeOf(call),
      );
    if (signed) this.#signatures.push(signed.signature);
    if (receipts?.has(placeOf(call))) this.#received.set(placeOf(call), hexOf(digest));
  }

  /** Entries are sorted by instance and segment, and have indexes 0, 1, 2, … in each segment; facts come after them. */
  #place(call) {
    const { instance, segment, index } = call;
    const last = this.#places.at(-1);
    if (this.#facts.length > 0) this.add('order', 'an entry with a place follows a fact', this.count, placeOf(call));
    if (last && last[0] === instance && last[1] === segment) {
      if (index !== last[2]) this.add('index', `the index ${last[2]} is expected`, this.count, placeOf(call));
      last[2] += 1;
      return;
    }
    if (last && (last[0] > instance || (last[0] === instance && last[1] > segment)))
      this.add('order', 'the entry is out of order', this.count, placeOf(call));
    if (index !== 0) this.add('index', 'the first index of the segment is not 0', this.count, placeOf(call));
    this.#places.push([instance, segment, 1]);
  }

  #total({ app, useCase, dataset, at, licence, licenceVersion, key, records, units }) {
    const name = `${app}\n${useCase}\n${dataset}\n${at.slice(0, 10)}\n${licence}\n${licenceVersion}\n${key}`;
    const total = this.#totals.get(name) ?? {
      names: { app, useCase, dataset, day: at.slice(0, 10), licence, licenceVersion, key },
      calls: 0,
      records: 0,
      units: 0,
    };
    if (total.calls === 0) this.#totals.set(name, total);
    total.calls += 1;
    total.records += records?.count ?? 0;
    total.units += units;
  }

  #fact(fact, line) {
    const last = this.#facts.at(-1)?.fact;
    if (fact.organization !== this.#job.organization)
      this.add('organization', `the fact is of ${fact.organization}`, this.count, fact.id);
    if (last && (last.at > fact.at || (last.at === fact.at && last.id >= fact.id)))
      this.add('order', 'the fact is out of order', this.count, fact.id);
    this.#facts.push({ line, at: this.count, fact });
  }

  done() {
    const job = this.#job;
    const root = rootOf(this.#digests);
    if (this.count !== job.entries)
      this.add('count', `the file has ${this.count} entries, and its leaf says ${job.entries}`);
    if (root !== job.root) {
      const { text, line } = differenceOf(job, this.#digests);
      this.add('root', text, line);
    }
    const hashes = checkHashes(job, this.#digests);
    if (hashes?.isOwn === false) this.add('hashes', `${job.hashesFile} has not the hashes of these entries`);
    const records = recordsOf(job, this.#lists, (finding) => this.#findings.add(finding));
    return {
      job: { ...job, signing: noSigning, receipts: undefined },
      sha256: this.#sha256,
      recordsSha256: records.sha256,
      hashesSha256: hashes?.sha256,
      findings: this.#findings.all,
      count: this.count,
      totals: [...this.#totals.values()],
      places: this.#places,
      facts: this.#facts,
      signatures: this.#signatures,
      received: this.#received,
      lists: { known: records.known, possible: this.#lists.length },
    };
  }
}

// ---- workers

/** Below this many entries a second thread costs more than it saves. */
const minEntriesOfThreads = 20_000;

/** Checks all jobs, the largest first, in as many threads as there are processors. Results come in the order of the jobs. */
async function checkAll(jobs) {
  const entries = jobs.reduce((sum, job) => sum + job.entries, 0);
  if (entries < minEntriesOfThreads) return jobs.map(checkEntries);
  const waiting = jobs.map((job, at) => ({ job, at })).toSorted((a, b) => a.job.entries - b.job.entries);
  const results = [];
  const threads = Math.min(os.availableParallelism(), jobs.length);
  await Promise.all(Array.from({ length: threads }, () => runThread(waiting, results)));
  return results;
}

function runThread(waiting, results) {
  const worker = new Worker(new URL(import.meta.url));
  return new Promise((resolve, reject) => {
    let at = -1;
    const next = () => {
      const last = waiting.pop();
      if (!last) {
        resolve(worker.terminate().then(() => undefined));
        return;
      }
      at = last.at;
      worker.postMessage(last.job);
    };
    worker.on('error', reject);
    worker.on('message', (result) => {
      results[at] = result;
      next();
    });
    next();
  });
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  port.on('message', (job) => port.postMessage(checkEntries(job)));
}

// ---- folder

/** A pack that cannot be read at all. */
class NoPack extends Error {}

/** The files of a folder, relative to it. A link or another special file has its name too, and no manifest lists it. */
function filesIn(folder) {
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => `${entry.parentPath}/${entry.name}${entry.isFile() ? '' : ' (not a file)'}`)
    .map((path) => path.replaceAll('\\', '/').slice(folder.replaceAll('\\', '/').length + 1))
    .toSorted();
}

/** Opens a pack, and checks the signature of its manifest. `pinned`: the thumbprints that may sign; empty: any in `keys.json`. */
function openPack(folder, pinned) {
  const findings = new Findings();
  const present = filesIn(folder);
  for (const needed of ['manifest.json', 'manifest.sig', 'keys.json'])
    if (!present.includes(needed)) throw new NoPack(`${folder} is no pack: it has no ${needed}`);
  const text = fs.readFileSync(`${folder}/manifest.json`, 'utf8');
  const manifest = manifestOf(text, findings);
  const pack = { folder, present, manifest, hashes: new Map(), findings, keys: new Map(), signer: '' };
  const opened = { ...pack, keys: keysOf(pack) };
  opened.signer = checkManifestSignature(opened, text, pinned);
  return opened;
}

function manifestOf(text, findings) {
  const value = parseOr(text, (reason) => findings.add({ code: 'manifest.form', text: reason, file: 'manifest.json' }));
  const manifest = value ?? anyJson(text);
  const { files, from, to, organization } = manifest;
  if (manifest.v !== 1 || manifest.kind !== 'pack' || typeof files !== 'object' || files === null)
    throw new NoPack('manifest.json is no manifest of version 1');
  if (
    ![from, to, organization].every((each) => typeof each === 'string') ||
    !Number.isSafeInteger(manifest.sealedThrough)
  )
    throw new NoPack('manifest.json names no organization, period or last seal');
  return manifest;
}

/** The manifest of another form is still read, so that the rest of the pack can be checked. */
function anyJson(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    throw new NoPack('manifest.json is not JSON');
  }
}

function parseOr(text, refuse) {
  try {
    return parseCanonical(text);
  } catch (error) {
    refuse(error.message);
    return null;
  }
}

function keysOf(pack) {
  const keys = new Map();
  const listed = readValue(pack, 'keys.json');
  for (const use of ['seals', 'receipts']) {
    const own = listed?.[use];
    for (const jwk of Array.isArray(own) ? own : []) {
      try {
        const kid = thumbprintOf(jwk);
        if (jwk.kid !== undefined && jwk.kid !== kid) throw new Error(`it is named ${jwk.kid}, and is ${kid}`);
        keys.set(kid, { use, key: ecKeyOf(jwk) });
      } catch (error) {
        pack.findings.add({
          code: 'keys.form',
          text: `a key cannot be used: ${error.message}`,
          file: 'keys.json',
        });
      }
    }
  }
  return keys;
}

function checkManifestSignature(pack, text, pinned) {
  const file = 'manifest.sig';
  const sig = readValue(pack, file);
  const keyId = String(sig?.keyId);
  const key = pack.keys.get(keyId);
  const add = (code, reason) => pack.findings.add({ code, text: reason, file });
  if (key?.use !== 'seals')
    add('manifest.key', `the manifest is signed by ${keyId}, which keys.json does not list for seals`);
  else if (!es256Holds(key.key, text, sig?.signature))
    add('manifest.signature', 'the signature of the manifest does not hold');
  if (pinned.length > 0 && !pinned.includes(keyId))
    add('manifest.pinned', `the manifest is signed by ${keyId}, and ${pinned.join(' or ')} was asked for`);
  return keyId;
}

/** The text of a file, whose hash is noted. */
function readText(pack, file) {
  const bytes = fs.readFileSync(`${pack.folder}/${file}`);
  pack.hashes.set(file, sha256Hex(bytes));
  return bytes.toString();
}

/** The canonical value of a whole file; null where it is not canonical. */
const readValue = (pack, file) =>
  parseOr(readText(pack, file), (text) => pack.findings.add({ code: 'form', text, file }));

/** The canonical values of a file's lines, with their numbers from 1. A file that is not there has none. */
function readLines(pack, file) {
  if (!pack.present.includes(file)) return [];
  const lines = readText(pack, file).split('\n');
  const add = (finding) => pack.findings.add({ ...finding, file });
  if (lines.pop() !== '') add({ code: 'truncated', text: 'the file ends within a line', line: lines.length + 1 });
  return lines.flatMap((text, at) => {
    const value = parseOr(text, (reason) => add({ code: 'form', text: reason, line: at + 1 }));
    return value !== null && typeof value === 'object' ? [{ line: at + 1, value: value }] : [];
  });
}

/** Whether each file is listed and is there, with the hash that the manifest says. All files have been read, or are read now. */
function checkFiles(pack) {
  const { present, manifest, findings, hashes } = pack;
  const own = new Set(['manifest.json', 'manifest.sig']);
  for (const file of present)
    if (!own.has(file) && !Object.hasOwn(manifest.files, file))
      findings.add({ code: 'file.unlisted', text: 'the manifest does not list this file', file });
  for (const [file, sha256] of Object.entries(manifest.files)) {
    if (!present.includes(file)) findings.add({ code: 'file.missing', text: 'the file is missing', file });
    else if (!own.has(file) && (hashes.get(file) ?? hashOfFile(pack, file)) !== sha256)
      findings.add({ code: 'file.changed', text: 'the file is not the one that the manifest was signed with', file });
  }
}

function hashOfFile(pack, file) {
  readText(pack, file);
  return pack.hashes.get(file);
}

/** The body of a signed line `{NAME, keyId, signature}`; null where its signature does not hold. Its text is the canonical form. */
function signedBody(pack, value, { name, use }) {
  const body = value[name];
  const key = pack.keys.get(String(value.keyId));
  if (body === null || typeof body !== 'object') return { fault: `it has no ${name}` };
  const text = canonical(body);
  if (!key || key.use !== use) return { fault: `its key ${value.keyId} is not listed for ${use} in keys.json` };
  if (!es256Holds(key.key, text, value.signature)) return { fault: 'its signature does not hold' };
  return { body: body, text };
}

// ---- guarded

/** The result of a check. A file that is built otherwise than in any pack is a finding, and its check answers `without`. */
function guarded(pack, { file, without }, check) {
  try {
    return check();
  } catch (error) {
    pack.findings.add({ code: 'form', text: `the file is built otherwise: ${error.message}`, file });
    return without;
  }
}

// ---- seals

/** The seals by number: signed, consecutive, chained, in the order of time, the last as the manifest says. */
function checkSeals(pack) {
  const file = 'seals.ndjson';
  const seals = new Map();
  let last;
  for (const { line, value } of readLines(pack, file)) {
    const add = (code, text, seal) =>
      pack.findings.add({ code: `seal.${code}`, text, file, line, seal: seal?.number, hour: seal?.hour });
    const signed = signedBody(pack, value, { name: 'seal', use: 'seals' });
    if ('fault' in signed) add('signature', `the seal is not valid: ${signed.fault}`, value.seal);
    const seal = value.seal;
    if (seal === null || typeof seal !== 'object') continue;
    if (seal.kind !== 'seal' || seal.v !== 1) add('form', 'it is no seal of version 1', seal);
    if (last) for (const fault of chainFaults(last, seal)) add('chain', fault, seal);
    if (seal.missing)
      pack.findings.note(
        `Seal ${seal.number} (${seal.hour}) says that ${seal.missing.length} pieces were missing when it was made: ${JSON.stringify(seal.missing.slice(0, 5))}.`,
      );
    seals.set(seal.number, seal);
    last = { seal, text: canonical(seal) };
  }
  if ((last?.seal.number ?? 0) !== pack.manifest.sealedThrough)
    pack.findings.add({
      code: 'seal.end',
      text: `the last seal is ${last?.seal.number ?? 'none'}, and the manifest ends at ${pack.manifest.sealedThrough}`,
      file,
    });
  return seals;
}

function chainFaults(last, seal) {
  const faults = [];
  if (seal.number !== last.seal.number + 1) faults.push(`seal ${last.seal.number + 1} is expected here`);
  if (seal.previousSeal !== sha256Hex(last.text)) faults.push('it does not name the seal before it');
  if (seal.hour < last.seal.hour || seal.at < last.seal.at) faults.push('it is older than the seal before it');
  return faults;
}

/** The organization's leaves: each in its seal, consecutive and chained. */
function checkLeaves(pack, seals) {
  const file = 'leaves.ndjson';
  const leaves = [];
  for (const { line, value } of readLines(pack, file)) {
    const placed = value;
    const leaf = placed.leaf ?? {};
    const add = (code, text) =>
      pack.findings.add({ code: `leaf.${code}`, text, file, line, seal: leaf.seal, hour: leaf.hour });
    const seal = seals.get(leaf.seal);
    const { from, to } = pack.manifest;
    if (!seal) add('seal', `its seal ${leaf.seal} is not in the pack`);
    else for (const fault of leafFaults(pack, placed, seal)) add('path', fault);
    if (seal && (seal.hour < from || seal.hour >= to)) add('period', 'its hour is not in the period of the pack');
    const last = leaves.at(-1);
    if (!last && seals.has(1) && leaf.seq !== 1) add('gap', 'leaf 1 of the organization is expected here');
    if (last && leaf.seq !== last.seq + 1) add('gap', `leaf ${last.seq + 1} of the organization is expected here`);
    if (last && leaf.previousLeaf !== last.hash) add('chain', 'it does not name the leaf before it');
    if (leaf.seq === 1 && leaf.previousLeaf !== '') add('chain', 'the first leaf names a leaf before it');
    leaves.push({ ...leaf, hash: hexOf(leafDigest(canonical(leaf))) });
  }
  return leaves;
}

/** Why a leaf is not the organization's in this seal. */
function leafFaults(pack, { leaf, index, path }, seal) {
  const faults = [];
  const root = Array.isArray(path) ? rootByPath(leafDigest(canonical(leaf)), index, seal.leaves, path) : null;
  if (root !== seal.root) faults.push(`its path does not lead to the root of seal ${seal.number}`);
  if (leaf.organization !== pack.manifest.organization) faults.push(`it is of the organization ${leaf.organization}`);
  if (leaf.seal !== seal.number || leaf.hour !== seal.hour) faults.push('it names another seal or hour');
  return faults;
}

// ---- facts

/** The files that list facts, by the kinds that they hold. */
const files = {
  'acceptances.ndjson': ['acceptance'],
  'use-cases.ndjson': ['use-case', 'use-case-decision'],
  'signing-keys.ndjson': ['signing-key', 'signing-rule'],
  'contests.ndjson': ['contest', 'contest-decision'],
  'holds.ndjson': ['hold', 'release'],
};

/** The facts that the files list. */
function listedFacts(pack) {
  return Object.entries(files).flatMap(([file, kinds]) =>
    guarded(pack, { file, without: [] }, () => factsOf(pack, file, kinds)),
  );
}

function factsOf(pack, file, kinds) {
  return readLines(pack, file).flatMap(({ line, value }) => {
    const add = (code, text) => pack.findings.add({ code: `fact.${code}`, text, file, line });
    const fact = value.fact;
    if (!fact || !kinds.includes(fact.kind)) {
      add('form', `the line has no fact of the kind ${kinds.join(' or ')}`);
      return [];
    }
    if (fact.organization !== pack.manifest.organization) add('organization', `the fact is of ${fact.organization}`);
    const text = canonical(fact);
    const fault = value.proof ? proofFault(pack, text, value.proof) : null;
    if (fault) add('proof', `the way of the fact to its seal does not hold: ${fault}`);
    return [{ file, line, fact, text, isProven: value.proof !== undefined }];
  });
}

function proofFault(pack, text, { seal, leaf, index, path }) {
  const signed = signedBody(pack, seal ?? {}, { name: 'seal', use: 'seals' });
  if ('fault' in signed) return `the seal is not valid: ${signed.fault}`;
  const [fault] = leaf?.leaf ? leafFaults(pack, leaf, signed.body) : ['it has no leaf'];
  if (fault) return fault;
  const root = Array.isArray(path) ? rootByPath(leafDigest(text), index, leaf.leaf.entries, path) : null;
  return root === leaf.leaf.root ? null : 'its path does not lead to the root of its leaf';
}

/** Every listed fact is sealed, and every sealed fact of the period is listed. */
function checkFacts(pack, listed, results) {
  const known = new Set(listed.map(({ text }) => text));
  const sealed = new Set();
  for (const { facts, job } of results) {
    for (const { line, at, fact } of facts) {
      sealed.add(line);
      if (fact.kind !== 'statement' && !known.has(line))
        pack.findings.add({
          code: 'fact.unlisted',
          text: `the sealed ${fact.kind} is in no file of facts`,
          file: job.file,
          line: at,
          entry: fact.id,
        });
    }
  }
  for (const { file, line, fact, text, isProven } of listed)
    if (!isProven && !sealed.has(text))
      pack.findings.add({
        code: 'fact.unsealed',
        text: `this ${fact.kind} is not the one that was sealed`,
        file,
        line,
        entry: fact.id,
      });
}

/** The texts of licences are those that were accepted. */
function checkLicences(pack, listed, named) {
  for (const { fact, file, line } of listed.filter((each) => each.fact.kind === 'acceptance')) {
    const text = `licences/${fact.licence}-${fact.licenceVersion}.txt`;
    if (!pack.present.includes(text)) continue;
    readText(pack, text);
    if (pack.hashes.get(text) !== fact.sha256)
      pack.findings.add({
        code: 'licence.text',
        text: `${text} is not the text that was accepted`,
        file,
        line,
        entry: fact.id,
      });
  }
  for (const name of [...named].toSorted())
    if (!pack.present.includes(`licences/${name}.txt`))
      pack.findings.note(`Entries name the licence ${name}, whose text is not in the pack.`);
}

/** The opened fields of persons are those that facts hold under the persons' keys. */
function checkPersons(pack, listed) {
  const file = 'persons.ndjson';
  const byId = new Map(listed.map(({ fact }) => [fact.id, fact]));
  const lines = readLines(pack, file);
  for (const { line, value } of lines) {
    const person = byId.get(String(value.fact))?.person;
    const fault = person ? openedFault(person, value) : 'no fact of the pack names this person';
    if (fault) pack.findings.add({ code: 'person', text: fault, file, line, entry: String(value.fact) });
  }
  return lines.length;
}

function openedFault(person, value) {
  if (person.id !== value.id) return 'the fact names another person';
  const sealed = Buffer.from(person.sealed, 'base64url');
  try {
    const key = Buffer.from(String(value.key), 'base64url');
    const open = crypto.createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
    open.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([open.update(sealed.subarray(12, -16)), open.final()]).toString();
    return text === canonical(value.fields) ? null : 'the fields are not those that were sealed';
  } catch {
    return 'the key does not open the sealed fields';
  }
}

// ---- statements

/** Statements are signed, and say what the entries say. Answers how many, and how many of them are sealed. */
function checkStatements(pack, sealed) {
  const file = 'statements.ndjson';
  const facts = new Set([...sealed.bySeq.values()].flatMap(({ facts: all }) => all.map(({ line }) => line)));
  const texts = new Set();
  for (const { line, value } of readLines(pack, file)) {
    const signed = signedBody(pack, value, { name: 'statement', use: 'seals' });
    const body = value.statement ?? {};
    const faults = 'fault' in signed ? [`it is not valid: ${signed.fault}`] : statementFaults(pack, body, sealed);
    for (const text of faults)
      pack.findings.add({
        code: 'statement',
        text: `the statement of ${body.day}: ${text}`,
        file,
        line,
        entry: body.id,
      });
    texts.add(canonical(body));
  }
  for (const { facts: all, job } of sealed.bySeq.values())
    for (const { line, at, fact } of all)
      if (fact.kind === 'statement' && !texts.has(line))
        pack.findings.add({
          code: 'statement.unlisted',
          text: `the sealed statement ${fact.id} is not in ${file}`,
          file: job.file,
          line: at,
          entry: fact.id,
        });
  return { statements: texts.size, sealed: [...texts].filter((text) => facts.has(text)).length };
}

/** Why a statement contradicts the leaves and entries of the pack. One whose leaves lie before the pack is checked by its signature. */
function statementFaults(pack, statement, { leaves, bySeq }) {
  const { from, to, last } = statement.leaves ?? {};
  const [first, end] = [leaves[0]?.seq, leaves.at(-1)?.seq];
  if (statement.organization !== pack.manifest.organization) return [`it is of ${statement.organization}`];
  const isAfter = `${statement.day}T23:00:00.000Z` >= pack.manifest.to;
  if (end === undefined || to > end)
    return isAfter ? [] : [`it names leaf ${to}, and the pack ends at leaf ${end ?? 'none'}`];
  if (to < (first ?? 0)) return [];
  const faults = leaves.find(({ seq }) => seq === to)?.hash === last ? [] : [`leaf ${to} is not the one that it names`];
  if (from < (first ?? 0)) {
    const isWithin = `${statement.day}T00:00:00.000Z` >= pack.manifest.from;
    return isWithin ? [...faults, `it names leaf ${from}, and the pack begins at leaf ${first}`] : faults;
  }
  const results = [...bySeq].filter(([seq]) => seq >= from && seq <= to).map(([, result]) => result);
  const entries = results.reduce((sum, { count }) => sum + count, 0);
  if (entries !== statement.entries) faults.push(`it counts ${statement.entries} entries, and there are ${entries}`);
  faults.push(
    ...difference(statement.totals, totalsOf(results), ({ app, dataset, day }) => `${app}, ${dataset}, ${day}`),
  );
  return [...faults, ...placesFaults(statement, placesFound(results))];
}

/** Places stand in the statement, or their number and the hash of their lines, which is SHA-256 of the canonical lines in order. */
function placesFaults({ places, placesCount, placesSha256 }, found) {
  if (places !== undefined || placesSha256 === undefined)
    return difference(places ?? null, found, ({ instance, segment }) => `${instance}/${segment}`);
  if (placesCount !== found.length) return [`it counts ${placesCount} places, and there are ${found.length}`];
  const inOrder = [...found].sort((a, b) =>
    a.instance === b.instance ? a.segment - b.segment : a.instance < b.instance ? -1 : 1,
  );
  const lines = inOrder.map((place) => `${canonical(place)}\n`).join('');
  return sha256Hex(lines) === placesSha256 ? [] : ['its hash of places is not that of the places of the entries'];
}

function totalsOf(results) {
  const totals = new Map();
  for (const { names, calls, records, units } of results.flatMap((result) => result.totals)) {
    const { app, dataset, day } = names;
    const key = JSON.stringify([app, dataset, day]);
    const total = totals.get(key) ?? { app, dataset, day, calls: 0, records: 0, units: 0 };
    totals.set(key, total);
    total.calls += calls;
    total.records += records;
    total.units += units;
  }
  return [...totals.values()];
}

const placesFound = (results) =>
  results.flatMap(({ places }) => places.map(([instance, segment, entries]) => ({ instance, segment, entries })));

/** The first thing in which two lists of the same things differ, apart from their order. */
function difference(stated, found, nameOf) {
  if (!Array.isArray(stated)) return ['it is no statement of version 1'];
  const left = new Map(stated.map((item) => [nameOf(item), canonical(item)]));
  const right = new Map(found.map((item) => [nameOf(item), canonical(item)]));
  const names = [...new Set([...left.keys(), ...right.keys()])];
  const name = names.find((each) => left.get(each) !== right.get(each));
  if (name === undefined) return left.size === stated.length ? [] : ['it names one thing twice'];
  return [`for ${name} it says ${left.get(name) ?? 'nothing'}, and the entries say ${right.get(name) ?? 'nothing'}`];
}

// ---- timestamps

const folder = 'timestamps/';

/** The DER of a MessageImprint by SHA-256 up to its hash, with and without the NULL of its parameters. Source: RFC 3161, section 2.4.1; RFC 5754, section 2. */
const imprints = ['3031300d060960864801650304020105000420', '302f300b06096086480165030402010420'];

/**
 * Each time stamp is of a signed seal of this pack. The signature of its authority is left to `openssl ts -verify`, because only the reader knows which
 * authority to trust. Answers how many there are.
 */
function checkTimestamps(pack) {
  const files = pack.present.filter((file) => file.startsWith(folder));
  if (files.length === 0) return 0;
  const seals = sealLines(pack);
  for (const file of files) {
    const bytes = fs.readFileSync(`${pack.folder}/${file}`);
    pack.hashes.set(file, createHash('sha256').update(bytes).digest('hex'));
    const number = /^timestamps\/(\d{12})\.tsr$/.exec(file)?.[1];
    const line = number === undefined ? undefined : seals.get(Number(number));
    const add = (text) => pack.findings.add({ code: 'timestamp.seal', text, file, seal: Number(number ?? 0) });
    if (line === undefined) add('no seal of the pack has this time stamp');
    else if (!isOf(bytes, line)) add('the time stamp is of another text than the signed seal');
  }
  pack.findings.note(
    `${files.length} seals have the reply of a time-stamp authority. Check its signature with \`openssl ts -verify\`, by a root that you trust.`,
  );
  return files.length;
}

function isOf(reply, line) {
  const hash = createHash('sha256').update(line).digest('hex');
  return imprints.some((imprint) => reply.includes(Buffer.from(imprint + hash, 'hex')));
}

function sealLines(pack) {
  const lines = fs.readFileSync(`${pack.folder}/seals.ndjson`, 'utf8').split('\n');
  return new Map(lines.map((line) => [Number(/"number":(\d+)/.exec(line)?.[1] ?? 0), line]));
}

// ---- receipts

/** The header of a receipt (RFC 9651). */
const form =
  /entry=:([A-Za-z0-9+/]{43}=):, instance="([A-Za-z0-9_-]+)", segment=([0-9]{1,15}), index=([0-9]{1,15}), sig=:([A-Za-z0-9+/]{86}==):/;

const lineOf = (text) => {
  try {
    const value = JSON.parse(text);
    return (typeof value === 'string' ? value : value.receipt) ?? text;
  } catch {
    return text;
  }
};

/** The receipts of a file: one a line, as the header's value, or as JSON with it as `receipt`. */
function readReceipts(pack, path) {
  const lines = fs
    .readFileSync(path, 'utf8')
    .split('\n')
    .filter((text) => text.trim() !== '');
  return lines.flatMap((text, at) => {
    const found = form.exec(lineOf(text));
    if (!found) {
      pack.findings.add({ code: 'receipt.form', text: 'the line is no receipt', file: path, line: at + 1 });
      return [];
    }
    const [, entry, instance, segment, index, sig] = found;
    const hex = Buffer.from(entry, 'base64').toString('hex');
    return [{ line: at + 1, entry: hex, instance, segment: Number(segment), index: Number(index), sig }];
  });
}

/** The certified keys of instances: 32 bytes, base64url. */
function checkCertificates(pack) {
  const file = 'certificates.ndjson';
  const keys = new Map();
  for (const { line, value } of readLines(pack, file)) {
    const signed = signedBody(pack, value, { name: 'certificate', use: 'receipts' });
    if ('fault' in signed)
      pack.findings.add({ code: 'certificate', text: `the certificate is not valid: ${signed.fault}`, file, line });
    else keys.set(String(signed.body.instance), String(signed.body.publicKey));
  }
  return keys;
}

/** Kept receipts are those of the entries at their places. Answers how many are. */
function checkReceipts(pack, { path, receipts, certified, results }) {
  const places = placesOf(results);
  const received = new Map(results.flatMap((result) => [...result.received]));
  const open = [];
  let matched = 0;
  for (const receipt of receipts) {
    const fault = receiptFault(receipt, certified, received.get(placeOf(receipt)), places.get(receipt.instance));
    if (fault === 'open') open.push(placeOf(receipt));
    else if (fault)
      pack.findings.add({ code: 'receipt', text: fault, file: path, line: receipt.line, entry: placeOf(receipt) });
    else matched += 1;
  }
  if (open.length > 0)
    pack.findings.note(
      `${open.length} receipts have no entry here, from ${open[0]} to ${open.at(-1)}: they are of another period, a crash lost what was not ` +
        'written, or the newest hour was left out. The next statement tells.',
    );
  noteUnreceived(pack, receipts, results);
  return { receipts: receipts.length, matched, open: open.length };
}

/** Segments of each instance with their numbers of entries. */
function placesOf(results) {
  const places = new Map();
  for (const [instance, segment, entries] of results.flatMap((result) => result.places)) {
    const segments = places.get(instance) ?? new Map();
    places.set(instance, segments);
    segments.set(segment, entries);
  }
  return places;
}

function receiptFault({ entry, instance, segment, index, sig }, certified, found, segments) {
  const key = certified.get(instance);
  if (!segments || !key) return 'open';
  const text = `tollgate-receipt-v1\n${entry}\n${instance}\n${segment}\n${index}\n`;
  if (!ed25519Holds(key, text, sig)) return 'the signature of the receipt does not hold';
  if (found !== undefined)
    return found === entry ? null : 'the receipt was given for another entry than the one at this place';
  const entries = segments.get(segment);
  if (entries !== undefined) return `the receipt has no entry: the pack shows ${entries} entries of this segment`;
  const numbers = [...segments.keys()];
  const isWithin = segment > Math.min(...numbers) && segment < Math.max(...numbers);
  return isWithin ? 'the receipt has no entry, though earlier and later segments of its instance were sealed' : 'open';
}

/** Places with fewer receipts than entries: the buyer may have kept none, or got none. */
function noteUnreceived(pack, receipts, results) {
  const kept = new Map();
  for (const { instance, segment } of receipts)
    kept.set(`${instance}/${segment}`, (kept.get(`${instance}/${segment}`) ?? 0) + 1);
  const lacking = results.flatMap(({ places }) =>
    places.filter(([instance, segment, entries]) => (kept.get(`${instance}/${segment}`) ?? 0) < entries),
  );
  if (lacking.length === 0) return;
  const shown = lacking.slice(0, 5).map(([instance, segment, entries]) => {
    const has = kept.get(`${instance}/${segment}`) ?? 0;
    return `${instance}/${segment} (${entries} entries, ${has} receipts)`;
  });
  pack.findings.note(
    `${lacking.length} places have entries without a receipt in your file: ${shown.join(', ')}${lacking.length > 5 ? ', …' : ''}`,
  );
}

/** The things that a line keeps: a seal or statement, or a page of seals as it was published. */
function keptIn(text) {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value.data) ? value.data : [value];
  } catch {
    return [{}];
  }
}

/** Seals and statements that somebody fetched earlier are those of the pack. Answers how many there are. */
function checkWitnessed(pack, path, { seals, sealed }) {
  const lines = fs.readFileSync(path, 'utf8').split('\n');
  const kept = lines.flatMap((text, at) => (text.trim() === '' ? [] : keptIn(text).map((value) => ({ value, at }))));
  for (const { value, at } of kept) {
    const add = (reason) => pack.findings.add({ code: 'witness', text: reason, file: path, line: at + 1 });
    const name = value.seal ? 'seal' : 'statement';
    const signed = signedBody(pack, value, { name, use: 'seals' });
    if ('fault' in signed) add(`the kept ${name} is not valid: ${signed.fault}`);
    else if (value.seal) for (const fault of witnessedSealFaults(pack, value.seal, seals)) add(fault);
    else if (value.statement)
      for (const fault of statementFaults(pack, value.statement, sealed)) add(`the kept statement: ${fault}`);
  }
  return kept.length;
}

function witnessedSealFaults(pack, kept, seals) {
  const own = seals.get(kept.number);
  const { from, to } = pack.manifest;
  if (own) return canonical(own) === canonical(kept) ? [] : [`seal ${kept.number} was published with another content`];
  const isMissing = kept.hour >= from && kept.hour < to;
  return isMissing ? [`seal ${kept.number} of ${kept.hour} was published, and is not in the pack`] : [];
}

// ---- verdict

/** The apps that called, by their ids. */
function appsOf(results, facts, appNames = new Map()) {
  const governing = facts.filter(({ kind, government }) => kind === 'use-case' && government === true);
  const governed = new Set(governing.map(({ id }) => id));
  const hasDeclared = new Set(governing.map(({ app }) => app));
  const apps = new Map();
  for (const { names, calls, units } of results.flatMap(({ totals }) => totals)) {
    const { app, useCase } = names;
    const summary = apps.get(app) ?? {
      app,
      name: appNames.get(app) ?? null,
      calls: 0,
      units: 0,
      undeclared: 0,
      government: 0,
      besideGovernment: 0,
    };
    apps.set(app, summary);
    summary.calls += calls;
    summary.units += units;
    if (useCase === null) summary.undeclared += calls;
    if (useCase !== null && governed.has(useCase)) summary.government += calls;
    else if (hasDeclared.has(app)) summary.besideGovernment += calls;
  }
  return [...apps.values()].toSorted((a, b) => (a.app < b.app ? -1 : 1));
}

/** The numbers of the entries, beside those that the checks counted. */
function countsOf(pack, checked, results) {
  const sum = (of) => results.reduce((all, each) => all + of(each), 0);
  return {
    files: Object.keys(pack.manifest.files).length,
    entries: sum(({ count }) => count),
    signedRequests: sum(({ signatures }) => signatures.length),
    recordLists: sum(({ lists }) => lists.known),
    recordHashes: sum(({ lists }) => lists.possible),
    ...checked,
  };
}

/** The verdict over the findings of a pack. */
function verdictOf(pack, pinned, more) {
  const { files: _, ...manifest } = pack.manifest;
  const { all, count, notes } = pack.findings;
  const ok = count === 0;
  return { ok, manifest, signer: pack.signer, pinned: pinned.length > 0, findings: all, found: count, notes, ...more };
}

// ---- verify-pack

/** Checks a pack in an opened folder. @throws NoPack where there is none. */
async function verifyPack(options) {
  const pack = openPack(options.folder, options.pinned);
  const within = (file, without, check) => guarded(pack, { file, without }, check);
  const seals = within('seals.ndjson', new Map(), () => checkSeals(pack));
  const leaves = within('leaves.ndjson', [], () => checkLeaves(pack, seals));
  const listed = listedFacts(pack);
  const certified = within('certificates.ndjson', new Map(), () => checkCertificates(pack));
  const receipts = options.receipts ? readReceipts(pack, options.receipts) : [];
  const kept = new Map(receipts.map((receipt) => [placeOf(receipt), receipt.entry]));
  const signing = within('signing-keys.ndjson', noSigning, () => signingOf(pack, listed));
  const results = await checkAll(jobsOf(pack, leaves, { signing, ...(options.receipts && { receipts: kept }) }));
  for (const { findings } of results) for (const finding of findings) pack.findings.add(finding);
  checkAcross(pack, results, certified);
  checkFacts(pack, listed, results);
  checkLicences(pack, listed, new Set(results.flatMap(licencesOf)));
  const sealed = { leaves, bySeq: new Map(results.map((result) => [seqOf(leaves, result), result])) };
  const checked = {
    seals: seals.size,
    leaves: leaves.length,
    facts: listed.length,
    instances: certified.size,
    timestamps: within('seals.ndjson', 0, () => checkTimestamps(pack)),
    persons: within('persons.ndjson', 0, () => checkPersons(pack, listed)),
    ...within('statements.ndjson', { statements: 0, sealed: 0 }, () => checkStatements(pack, sealed)),
    ...(options.receipts && checkReceipts(pack, { path: options.receipts, receipts, certified, results })),
    ...(options.witness && { witnessed: checkWitnessed(pack, options.witness, { seals, sealed }) }),
  };
  checkFiles(pack);
  const appNames = new Map(readLines(pack, 'apps.ndjson').map(({ value }) => [String(value.id), String(value.name)]));
  const facts = listed.map(({ fact }) => fact);
  return verdictOf(pack, options.pinned, {
    counts: countsOf(pack, checked, results),
    apps: appsOf(results, facts, appNames),
  });
}

const seqOf = (leaves, { job }) => leaves.find(({ seal }) => seal === job.seal)?.seq ?? 0;

function jobsOf(pack, leaves, more) {
  const present = new Set(pack.present);
  const own = new Set(leaves.map(({ seal }) => `entries/${nameOf(seal)}.ndjson`));
  for (const file of pack.present)
    if (file.startsWith('entries/') && !own.has(file))
      pack.findings.add({ code: 'entries.leaf', text: 'no leaf of the pack has these entries', file });
  return leaves.flatMap(({ seal, hour, root, entries, organization }) => {
    const file = `entries/${nameOf(seal)}.ndjson`;
    const [recordsFile, hashesFile] = [`records/${nameOf(seal)}.ndjson`, `hashes/${nameOf(seal)}.txt`];
    if (!present.has(file)) {
      pack.findings.add({
        code: 'entries.missing',
        text: `the entries of the leaf of seal ${seal} are missing`,
        file,
        seal,
        hour,
      });
      return [];
    }
    const optional = {
      ...(present.has(recordsFile) && { recordsFile }),
      ...(present.has(hashesFile) && { hashesFile }),
    };
    return [{ folder: pack.folder, file, ...optional, organization, seal, hour, root, entries, ...more }];
  });
}

const nameOf = (seal) => String(seal).padStart(12, '0');

/** Each place is in one leaf only, each instance is certified, and no signed request counts twice. */
function checkAcross(pack, results, certified) {
  const [places, signatures, unknown] = [new Set(), new Set(), new Set()];
  for (const { job, sha256, recordsSha256, hashesSha256, places: own, signatures: signed } of results) {
    const { file, seal, hour } = job;
    pack.hashes.set(file, sha256);
    if (job.hashesFile && hashesSha256) pack.hashes.set(job.hashesFile, hashesSha256);
    if (job.recordsFile && recordsSha256) pack.hashes.set(job.recordsFile, recordsSha256);
    for (const [instance, segment] of own) {
      const place = `${instance}/${segment}`;
      if (places.has(place))
        pack.findings.add({
          code: 'entries.twice',
          text: 'another leaf has entries of this segment',
          file,
          seal,
          hour,
          entry: place,
        });
      places.add(place);
      if (!certified.has(instance)) unknown.add(instance);
    }
    for (const signature of signed) {
      if (signatures.has(signature))
        pack.findings.add({
          code: 'signed.repeated',
          text: `the signed request ${signature} stands behind two entries`,
          file,
          seal,
          hour,
        });
      signatures.add(signature);
    }
  }
  for (const instance of unknown)
    pack.findings.add({
      code: 'certificate.missing',
      text: `entries name the instance ${instance}, which no certificate names`,
      file: 'certificates.ndjson',
    });
}

const licencesOf = ({ totals }) => totals.map(({ names }) => `${names.licence}-${names.licenceVersion}`);

// ---- print

/** Each checked thing with the fact that it shows. */
const shows = [
  ['files', 'files', 'none was added, left out or changed after the manifest was signed'],
  [
    'seals',
    'seals',
    'the chain of published roots has no gap; who signs them cannot exchange one that somebody fetched',
  ],
  ['timestamps', 'time stamps', 'each is of its signed seal; who made it is for `openssl ts -verify` to say'],
  ['leaves', 'leaves', 'the hours of this organization follow each other without gap, each in its seal'],
  ['entries', 'entries', 'each is what was written in its hour, byte by byte; none was added, dropped or moved since'],
  ['facts', 'facts', 'acceptances, use cases, keys, contests and holds are the sealed ones'],
  [
    'signedRequests',
    'requests signed by the buyer',
    'the holder of that key asked for exactly this; not that the answer arrived',
  ],
  ['recordLists', 'lists of record ids', 'these records, and no others, were in the answer'],
  ['statements', 'statements', 'told to the buyer day by day, and they say what the entries say'],
  ['instances', 'certified instances', 'their receipts can be checked with this pack'],
  ['persons', 'opened personal fields', 'they are the fields that were sealed'],
  ['receipts', 'receipts of the buyer', 'an entry with a receipt was written when the answer was given'],
  ['witnessed', 'kept seals and statements', 'the pack tells the same past as when they were fetched'],
];

const count = (value) => value.toLocaleString('en-US');

/** The verdict for a person, in lines of text. */
function printed(verdict) {
  const { manifest, findings, found, notes, ok } = verdict;
  const head = [
    `Pack of ${manifest.name} (${manifest.organization})`,
    `Period ${manifest.from} to ${manifest.to}, sealed through seal ${manifest.sealedThrough}, made ${manifest.at}`,
    ...keyLines(verdict),
    '',
  ];
  const checks = shows
    .filter(([name]) => (verdict.counts[name] ?? 0) > 0)
    .map(([name, title, meaning]) => `  ${count(verdict.counts[name] ?? 0)} ${title}: ${meaning}.`);
  const failed = findings.map((finding) => `  ${whereOf(finding)}${finding.text} [${finding.code}]`);
  const more = found > findings.length ? [`  … and ${count(found - findings.length)} more`] : [];
  return [
    ...head,
    ...(ok
      ? ['Everything that was checked holds:', ...checks]
      : [`${count(found)} things do not hold:`, ...failed, ...more]),
    ...appLines(verdict),
    ...(notes.length > 0 ? ['', 'To know:', ...notes.map((note) => `  ${note}`)] : []),
    '',
    'The pack shows at least these reads: a crash may lose the entries of its last seconds.',
    ok ? 'RESULT: the pack holds.' : 'RESULT: the pack does NOT hold.',
  ].join('\n');
}

function keyLines({ signer, pinned, manifest }) {
  const where = manifest.origin ? `${manifest.origin}/.well-known/tollgate/keys` : "the operator's published keys";
  if (pinned) return [`Signed by the key ${signer}, compared with the one that you gave.`];
  return [
    `Signed by the key ${signer}.`,
    `You gave no --key. Compare this thumbprint with ${where}, best with a copy that you kept earlier.`,
  ];
}

const whereOf = ({ file, line, seal, hour, entry }) => {
  const parts = [
    file && `${file}${line ? ` line ${line}` : ''}`,
    seal && `seal ${seal}${hour ? ` (${hour})` : ''}`,
    entry && `entry ${entry}`,
  ];
  const where = parts.filter(Boolean).join(', ');
  return where === '' ? '' : `${where}: `;
};

function appLines({ apps }) {
  if (apps.length === 0) return [];
  const undeclared = apps.filter((app) => app.undeclared > 0);
  const government = apps.filter((app) => app.government > 0);
  return [
    '',
    `${count(apps.length)} apps called. ${count(undeclared.length)} called without a declared use case, ${count(government.length)} for government end users:`,
    ...apps.map(
      (app) =>
        `  ${app.name ? `${app.name} (${app.app})` : app.app}: ${count(app.calls)} calls, ${count(app.units)} units` +
        `${app.undeclared > 0 ? `, ${count(app.undeclared)} without a use case` : ''}${app.government > 0 ? `, ${count(app.government)} for government` : ''}` +
        `${app.besideGovernment > 0 ? `, ${count(app.besideGovernment)} outside of its declaration of government end users` : ''}`,
    ),
  ];
}

// ---- main

const usage = `Usage: node verify.mjs [FOLDER] [--key THUMBPRINT]… [--receipts FILE] [--witness FILE] [--json]

Checks an evidence pack that was opened into FOLDER (default: the folder of this file). It uses no network.
  --key THUMBPRINT   the key that has to sign the pack, as published; without it the thumbprint is printed
  --receipts FILE    receipts that you kept, one a line
  --witness FILE     seals and statements that you kept, one a line as they were published
  --json             prints the verdict as JSON
Exit code: 0 all that was checked holds, 1 something does not, 2 it could not be checked.`;

/** @throws NoPack with the usage where an argument is unknown. */
function optionsOf(args) {
  const pinned = [];
  const files = {};
  let [folder, json] = ['', false];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    const value = args[at + 1];
    if (arg === '--json') json = true;
    else if (arg.startsWith('--')) {
      if (value === undefined || !['--key', '--receipts', '--witness'].includes(arg)) throw new NoPack(usage);
      if (arg === '--key') pinned.push(value);
      else files[arg === '--receipts' ? 'receipts' : 'witness'] = value;
      at += 1;
    } else if (folder === '') folder = arg;
    else throw new NoPack(usage);
  }
  return {
    folder: folder || fileURLToPath(new URL('.', import.meta.url)).replace(/[/\\]$/, ''),
    pinned,
    ...files,
    json,
  };
}

/** Checks the pack that the arguments name. Answers the exit code. */
async function main(args) {
  try {
    if (typeof crypto.hash !== 'function')
      throw new NoPack(`Node 20.12 or newer is needed; this is ${process.version}`);
    const { json, ...options } = optionsOf(args);
    if (!fs.existsSync(options.folder)) throw new NoPack(`There is no folder ${options.folder}`);
    const verdict = await verifyPack({ ...options, folder: fs.realpathSync(options.folder) });
    console.log(json ? JSON.stringify(verdict) : printed(verdict));
    return verdict.ok ? 0 : 1;
  } catch (error) {
    console.error(error instanceof NoPack ? error.message : error);
    return 2;
  }
}

/** Whether this file was started, and not imported by a test. */
const isStarted = () =>
  process.argv[1] !== undefined && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);

if (isMainThread && isStarted()) process.exitCode = await main(process.argv.slice(2));
