import type { KeyObject } from 'node:crypto';
import fs from 'node:fs';
import { canonical, parseCanonical, sha256Hex } from './bytes.ts';
import { type Finding, Findings } from './finding.ts';
import { type EcJwk, ecKeyOf, es256Holds, thumbprintOf } from './signatures.ts';

/** The signed list of a pack's files: SHA-256 (hex) by path. Times are ISO-8601 UTC. */
export type Manifest = {
  readonly organization: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly sealedThrough: number;
  readonly at: string;
  readonly origin?: string;
  readonly files: Readonly<Record<string, string>>;
};

/** An opened pack, with the hashes (hex) of the files that were read so far. */
export type Pack = {
  readonly folder: string;
  readonly present: readonly string[];
  readonly manifest: Manifest;
  readonly hashes: Map<string, string>;
  readonly findings: Findings;
  readonly keys: ReadonlyMap<string, { readonly use: 'seals' | 'receipts'; readonly key: KeyObject }>;
  /** The thumbprint of the key that signed the manifest. */
  signer: string;
};

/** A pack that cannot be read at all. */
export class NoPack extends Error {}

/** The files of a folder, relative to it. A link or another special file has its name too, and no manifest lists it. */
function filesIn(folder: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => `${entry.parentPath}/${entry.name}${entry.isFile() ? '' : ' (not a file)'}`)
    .map((path) => path.replaceAll('\\', '/').slice(folder.replaceAll('\\', '/').length + 1))
    .toSorted();
}

/** Opens a pack, and checks the signature of its manifest. `pinned`: the thumbprints that may sign; empty: any in `keys.json`. */
export function openPack(folder: string, pinned: readonly string[]): Pack {
  const findings = new Findings();
  const present = filesIn(folder);
  for (const needed of ['manifest.json', 'manifest.sig', 'keys.json'])
    if (!present.includes(needed)) throw new NoPack(`${folder} is no pack: it has no ${needed}`);
  const text = fs.readFileSync(`${folder}/manifest.json`, 'utf8');
  const manifest = manifestOf(text, findings);
  const pack: Pack = { folder, present, manifest, hashes: new Map(), findings, keys: new Map(), signer: '' };
  const opened = { ...pack, keys: keysOf(pack) };
  opened.signer = checkManifestSignature(opened, text, pinned);
  return opened;
}

function manifestOf(text: string, findings: Findings): Manifest {
  const value = parseOr(text, (reason) => findings.add({ code: 'manifest.form', text: reason, file: 'manifest.json' }));
  const manifest = (value ?? anyJson(text)) as Manifest & { v: number; kind: string };
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
function anyJson(text: string): unknown {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    throw new NoPack('manifest.json is not JSON');
  }
}

function parseOr(text: string, refuse: (reason: string) => void): unknown {
  try {
    return parseCanonical(text);
  } catch (error) {
    refuse((error as Error).message);
    return null;
  }
}

function keysOf(pack: Pack) {
  const keys = new Map<string, { use: 'seals' | 'receipts'; key: KeyObject }>();
  const listed = readValue(pack, 'keys.json') as Record<string, (EcJwk & { kid?: string })[]> | null;
  for (const use of ['seals', 'receipts'] as const) {
    const own = listed?.[use];
    for (const jwk of Array.isArray(own) ? own : []) {
      try {
        const kid = thumbprintOf(jwk);
        if (jwk.kid !== undefined && jwk.kid !== kid) throw new Error(`it is named ${jwk.kid}, and is ${kid}`);
        keys.set(kid, { use, key: ecKeyOf(jwk) });
      } catch (error) {
        pack.findings.add({
          code: 'keys.form',
          text: `a key cannot be used: ${(error as Error).message}`,
          file: 'keys.json',
        });
      }
    }
  }
  return keys;
}

function checkManifestSignature(pack: Pack, text: string, pinned: readonly string[]): string {
  const file = 'manifest.sig';
  const sig = readValue(pack, file) as { keyId?: string; signature?: string } | null;
  const keyId = String(sig?.keyId);
  const key = pack.keys.get(keyId);
  const add = (code: string, reason: string) => pack.findings.add({ code, text: reason, file });
  if (key?.use !== 'seals')
    add('manifest.key', `the manifest is signed by ${keyId}, which keys.json does not list for seals`);
  else if (!es256Holds(key.key, text, sig?.signature))
    add('manifest.signature', 'the signature of the manifest does not hold');
  if (pinned.length > 0 && !pinned.includes(keyId))
    add('manifest.pinned', `the manifest is signed by ${keyId}, and ${pinned.join(' or ')} was asked for`);
  return keyId;
}

/** The text of a file, whose hash is noted. */
export function readText(pack: Pack, file: string): string {
  const bytes = fs.readFileSync(`${pack.folder}/${file}`);
  pack.hashes.set(file, sha256Hex(bytes));
  return bytes.toString();
}

/** The canonical value of a whole file; null where it is not canonical. */
const readValue = (pack: Pack, file: string): unknown =>
  parseOr(readText(pack, file), (text) => pack.findings.add({ code: 'form', text, file }));

/** The canonical values of a file's lines, with their numbers from 1. A file that is not there has none. */
export function readLines(
  pack: Pack,
  file: string,
): { readonly line: number; readonly value: Record<string, unknown> }[] {
  if (!pack.present.includes(file)) return [];
  const lines = readText(pack, file).split('\n');
  const add = (finding: Omit<Finding, 'file'>) => pack.findings.add({ ...finding, file });
  if (lines.pop() !== '') add({ code: 'truncated', text: 'the file ends within a line', line: lines.length + 1 });
  return lines.flatMap((text, at) => {
    const value = parseOr(text, (reason) => add({ code: 'form', text: reason, line: at + 1 }));
    return value !== null && typeof value === 'object'
      ? [{ line: at + 1, value: value as Record<string, unknown> }]
      : [];
  });
}

/** Whether each file is listed and is there, with the hash that the manifest says. All files have been read, or are read now. */
export function checkFiles(pack: Pack): void {
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

function hashOfFile(pack: Pack, file: string): string {
  readText(pack, file);
  return pack.hashes.get(file) as string;
}

/** The body of a signed line `{NAME, keyId, signature}`; null where its signature does not hold. Its text is the canonical form. */
export function signedBody(
  pack: Pack,
  value: Record<string, unknown>,
  { name, use }: { readonly name: string; readonly use: 'seals' | 'receipts' },
): { readonly body: Record<string, unknown>; readonly text: string } | { readonly fault: string } {
  const body = value[name];
  const key = pack.keys.get(String(value.keyId));
  if (body === null || typeof body !== 'object') return { fault: `it has no ${name}` };
  const text = canonical(body);
  if (!key || key.use !== use) return { fault: `its key ${value.keyId} is not listed for ${use} in keys.json` };
  if (!es256Holds(key.key, text, value.signature)) return { fault: 'its signature does not hold' };
  return { body: body as Record<string, unknown>, text };
}
