import { hash } from 'node:crypto';
import type { Random } from '../../../datasets/random.ts';
import { canonicalJson, type JsonValue } from '../../../shared/domain/accounts/canonical-json.ts';
import { type EvidenceKey, madeEvidenceKey } from './made-keys.ts';
import { fromLines, linesIn, type PackBytes } from './pack-files-of.ts';

/** A pack that was tampered with. `file` is the one that a finding has to name. */
export type Tampered = {
  readonly how: string;
  readonly files: PackBytes;
  readonly file: string;
  /** The line that a finding has to name, from 1. */
  readonly line?: number;
};

/** The means of a forger: other packs, and the keys that sign. */
export type TamperWith = {
  readonly random: Random;
  readonly pack: PackBytes;
  /** The pack of another organization of the same ledger, and an earlier pack of the same organization. */
  readonly foreign: PackBytes;
  readonly earlier: PackBytes;
  readonly ledgerKey: EvidenceKey;
  readonly receiptsKey: EvidenceKey;
};

const pickOf = <T>(random: Random, items: readonly T[]): T => random.pick(items as [T, ...T[]]);

/** The pack with another content of some files; null takes a file away. */
export function changed(pack: PackBytes, changes: Readonly<Record<string, Buffer | null>>): PackBytes {
  const files = new Map(pack);
  for (const [name, bytes] of Object.entries(changes)) {
    if (bytes === null) files.delete(name);
    else files.set(name, bytes);
  }
  return files;
}

/** The pack with a manifest that fits its files, signed by a key. */
export function signedAgain(pack: PackBytes, key: EvidenceKey, more: Record<string, JsonValue> = {}): PackBytes {
  const manifest = JSON.parse(pack.get('manifest.json')!.toString()) as Record<string, JsonValue>;
  const own = [...pack].filter(([name]) => name !== 'manifest.json' && name !== 'manifest.sig');
  const files = Object.fromEntries(own.map(([name, bytes]) => [name, hash('sha256', bytes, 'hex')]));
  const text = canonicalJson({ ...manifest, ...more, files });
  return changed(pack, {
    'manifest.json': Buffer.from(text),
    'manifest.sig': Buffer.from(canonicalJson(key.sign(text))),
  });
}

type Way = (tamper: TamperWith) => Tampered;

/** A byte becomes another one. */
const flip: Way = ({ random, pack }) => {
  const [file, bytes] = pickOf(
    random,
    [...pack].filter(([, each]) => each.length > 0),
  );
  const copy = Buffer.from(bytes);
  const at = Math.floor(random.next() * copy.length);
  copy[at] = (copy[at]! + 1 + Math.floor(random.next() * 255)) % 256;
  return { how: `byte ${at} of ${file} changed`, file, files: changed(pack, { [file]: copy }) };
};

/** Lines are dropped, repeated, moved or put in from another pack. */
const lineWays: Readonly<
  Record<string, (lines: string[], at: number, tamper: TamperWith & { file: string }) => string[]>
> = {
  dropped: (lines, at) => lines.toSpliced(at, 1),
  repeated: (lines, at) => lines.toSpliced(at, 0, lines[at]!),
  moved: (lines, at, { random }) => {
    const rest = lines.toSpliced(at, 1);
    const to = (at + 1 + Math.floor(random.next() * rest.length)) % lines.length;
    return rest.toSpliced(to, 0, lines[at]!);
  },
  'put in from another organization': (lines, at, { foreign, file, random }) => {
    const other = linesIn(foreign.get(file));
    return lines.toSpliced(at, 0, other.length > 0 ? pickOf(random, other) : '{"v":1}');
  },
  'cut off with all after it': (lines, at) => lines.slice(0, at),
};

const alterLines: Way = (tamper) => {
  const { random, pack } = tamper;
  const ended = /\.(ndjson|txt)$/;
  const [file, bytes] = pickOf(
    random,
    [...pack].filter(([name, each]) => ended.test(name) && linesIn(each).length > 0),
  );
  const lines = linesIn(bytes);
  const at = Math.floor(random.next() * lines.length);
  const [name, way] = pickOf(random, Object.entries(lineWays));
  const after = fromLines(way(lines, at, { ...tamper, file }));
  if (after.equals(bytes)) return alterLines(tamper);
  return { how: `line ${at + 1} of ${file} ${name}`, file, files: changed(pack, { [file]: after }) };
};

const cut: Way = ({ random, pack }) => {
  const [file, bytes] = pickOf(
    random,
    [...pack].filter(([, each]) => each.length > 0),
  );
  const at = Math.floor(random.next() * bytes.length);
  return { how: `${file} cut off at byte ${at}`, file, files: changed(pack, { [file]: bytes.subarray(0, at) }) };
};

const drop: Way = ({ random, pack }) => {
  const file = pickOf(random, [...pack.keys()]);
  return { how: `${file} taken away`, file, files: changed(pack, { [file]: null }) };
};

const add: Way = ({ random, pack }) => {
  const file = pickOf(random, ['notes.txt', 'entries/000000000099.ndjson', 'keys/other.pem', 'licences/extra-1.txt']);
  return { how: `${file} added`, file, files: changed(pack, { [file]: Buffer.from('{"v":1}\n') }) };
};

/** A file becomes that of another organization's pack, or of an earlier pack. */
const exchange: Way = (tamper) => {
  const { random, pack, foreign, earlier } = tamper;
  const [from, other] = pickOf(random, [
    ['another organization', foreign],
    ['an earlier pack', earlier],
  ] as const);
  const differing = [...pack].filter(([name, bytes]) => other.has(name) && !other.get(name)!.equals(bytes));
  const [file] = pickOf(random, differing);
  return { how: `${file} exchanged for that of ${from}`, file, files: changed(pack, { [file]: other.get(file)! }) };
};

/** Two files change their places. */
const swap: Way = (tamper) => {
  const { random, pack } = tamper;
  const [file, other] = [pickOf(random, [...pack.keys()]), pickOf(random, [...pack.keys()])];
  if (pack.get(file)!.equals(pack.get(other)!)) return swap(tamper);
  const files = changed(pack, { [file]: pack.get(other)!, [other]: pack.get(file)! });
  return { how: `${file} and ${other} swapped`, file, files };
};

/** A value in an entry becomes another one, and the line stays canonical. */
const edit: Way = ({ random, pack }) => {
  const [file, bytes] = pickOf(
    random,
    [...pack].filter(([name]) => name.startsWith('entries/')),
  );
  const lines = linesIn(bytes);
  const at = Math.floor(random.next() * lines.length);
  const { line, what } = editedEntry(random, lines[at]!);
  const files = changed(pack, { [file]: fromLines(lines.with(at, line)) });
  return { how: `${what} of entry ${at + 1} of ${file} edited`, file, line: at + 1, files };
};

/** An entry with another value of one property. */
export function editedEntry(random: Random, text: string): { readonly line: string; readonly what: string } {
  const entry = JSON.parse(text) as Record<string, JsonValue>;
  const what = pickOf(
    random,
    Object.keys(entry).filter((name) => !['v', 'kind', 'instance', 'segment', 'index'].includes(name)),
  );
  return { what, line: canonicalJson({ ...entry, [what]: otherValue(random, entry[what]!) }) };
}

function otherValue(random: Random, value: JsonValue): JsonValue {
  if (typeof value === 'number') return value + 1 + Math.floor(random.next() * 9);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return value.replace(/[a-z0-9](?=[^a-z0-9]*$)/i, (last) => (last === '7' ? '8' : '7'));
  if (value === null) return 'uc_invented';
  const members = value as Record<string, JsonValue>;
  const name = pickOf(random, Object.keys(members));
  return { ...members, [name]: otherValue(random, members[name]!) };
}

/** All that names a key is signed again by the forger's own, who lists it in keys.json. */
const forge: Way = ({ random, pack }) => {
  const [seals, receipts] = [madeEvidenceKey(random, 'seals'), madeEvidenceKey(random, 'receipts')];
  const listed = ({ kty, crv, x, y, kid }: EvidenceKey['jwk']) => ({ kty, crv, x, y, kid });
  const again = (file: string, name: string, key: EvidenceKey) =>
    fromLines(
      linesIn(pack.get(file)).map((line) => {
        const body = (JSON.parse(line) as Record<string, JsonValue>)[name]!;
        return canonicalJson({ [name]: body, ...key.sign(canonicalJson(body)) });
      }),
    );
  const files = changed(pack, {
    'keys.json': Buffer.from(canonicalJson({ seals: [listed(seals.jwk)], receipts: [listed(receipts.jwk)] })),
    'seals.ndjson': again('seals.ndjson', 'seal', seals),
    'statements.ndjson': again('statements.ndjson', 'statement', seals),
    'certificates.ndjson': again('certificates.ndjson', 'certificate', receipts),
  });
  return { how: 'all signed again by another key', file: 'manifest.sig', files: signedAgain(files, seals) };
};

const ways: readonly (readonly [Way, number])[] = [
  [flip, 2],
  [alterLines, 4],
  [cut, 1],
  [drop, 1],
  [add, 0.3],
  [exchange, 1.5],
  [swap, 1],
  [edit, 3],
  [forge, 0.4],
];

/** A pack that somebody changed after it was signed. */
export const tamperedPack = (tamper: TamperWith): Tampered => tamper.random.weighted(ways as [[Way, number]])(tamper);
