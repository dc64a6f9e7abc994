import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import { canonical } from './bytes.ts';
import { type EntriesResult, placeOf } from './entries-job.ts';
import { type Pack, readLines, signedBody } from './folder.ts';
import type { SealBody } from './seals.ts';
import { ed25519Holds } from './signatures.ts';
import { type Sealed, statementFaults } from './statements.ts';

type Receipt = {
  readonly line: number;
  readonly entry: string;
  readonly instance: string;
  readonly segment: number;
  readonly index: number;
  readonly sig: string;
};

/** The header of a receipt (RFC 9651). */
const form =
  /entry=:([A-Za-z0-9+/]{43}=):, instance="([A-Za-z0-9_-]+)", segment=([0-9]{1,15}), index=([0-9]{1,15}), sig=:([A-Za-z0-9+/]{86}==):/;

const lineOf = (text: string): string => {
  try {
    const value = JSON.parse(text) as string | { receipt?: string };
    return (typeof value === 'string' ? value : value.receipt) ?? text;
  } catch {
    return text;
  }
};

/** The receipts of a file: one a line, as the header's value, or as JSON with it as `receipt`. */
export function readReceipts(pack: Pack, path: string): Receipt[] {
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
    const [, entry, instance, segment, index, sig] = found as unknown as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const hex = Buffer.from(entry, 'base64').toString('hex');
    return [{ line: at + 1, entry: hex, instance, segment: Number(segment), index: Number(index), sig }];
  });
}

/** The certified keys of instances: 32 bytes, base64url. */
export function checkCertificates(pack: Pack): Map<string, string> {
  const file = 'certificates.ndjson';
  const keys = new Map<string, string>();
  for (const { line, value } of readLines(pack, file)) {
    const signed = signedBody(pack, value, { name: 'certificate', use: 'receipts' });
    if ('fault' in signed)
      pack.findings.add({ code: 'certificate', text: `the certificate is not valid: ${signed.fault}`, file, line });
    else keys.set(String(signed.body.instance), String(signed.body.publicKey));
  }
  return keys;
}

/** Kept receipts are those of the entries at their places. Answers how many are. */
export function checkReceipts(
  pack: Pack,
  {
    path,
    receipts,
    certified,
    results,
  }: {
    path: string;
    receipts: readonly Receipt[];
    certified: ReadonlyMap<string, string>;
    results: readonly EntriesResult[];
  },
) {
  const places = placesOf(results);
  const received = new Map(results.flatMap((result) => [...result.received]));
  const open: string[] = [];
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
function placesOf(results: readonly EntriesResult[]): Map<string, Map<number, number>> {
  const places = new Map<string, Map<number, number>>();
  for (const [instance, segment, entries] of results.flatMap((result) => result.places)) {
    const segments = places.get(instance) ?? new Map<number, number>();
    places.set(instance, segments);
    segments.set(segment, entries);
  }
  return places;
}

function receiptFault(
  { entry, instance, segment, index, sig }: Receipt,
  certified: ReadonlyMap<string, string>,
  found: string | undefined,
  segments: ReadonlyMap<number, number> | undefined,
): string | null {
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
function noteUnreceived(pack: Pack, receipts: readonly Receipt[], results: readonly EntriesResult[]): void {
  const kept = new Map<string, number>();
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

type Kept = { readonly seal?: SealBody; readonly statement?: Parameters<typeof statementFaults>[1] };

/** The things that a line keeps: a seal or statement, or a page of seals as it was published. */
function keptIn(text: string): readonly Kept[] {
  try {
    const value = JSON.parse(text) as Kept & { readonly data?: readonly Kept[] };
    return Array.isArray(value.data) ? value.data : [value];
  } catch {
    return [{}];
  }
}

/** Seals and statements that somebody fetched earlier are those of the pack. Answers how many there are. */
export function checkWitnessed(
  pack: Pack,
  path: string,
  { seals, sealed }: { seals: ReadonlyMap<number, SealBody>; sealed: Sealed },
): number {
  const lines = fs.readFileSync(path, 'utf8').split('\n');
  const kept = lines.flatMap((text, at) => (text.trim() === '' ? [] : keptIn(text).map((value) => ({ value, at }))));
  for (const { value, at } of kept) {
    const add = (reason: string) => pack.findings.add({ code: 'witness', text: reason, file: path, line: at + 1 });
    const name = value.seal ? 'seal' : 'statement';
    const signed = signedBody(pack, value as Record<string, unknown>, { name, use: 'seals' });
    if ('fault' in signed) add(`the kept ${name} is not valid: ${signed.fault}`);
    else if (value.seal) for (const fault of witnessedSealFaults(pack, value.seal, seals)) add(fault);
    else if (value.statement)
      for (const fault of statementFaults(pack, value.statement, sealed)) add(`the kept statement: ${fault}`);
  }
  return kept.length;
}

function witnessedSealFaults(pack: Pack, kept: SealBody, seals: ReadonlyMap<number, SealBody>): string[] {
  const own = seals.get(kept.number);
  const { from, to } = pack.manifest;
  if (own) return canonical(own) === canonical(kept) ? [] : [`seal ${kept.number} was published with another content`];
  const isMissing = kept.hour >= from && kept.hour < to;
  return isMissing ? [`seal ${kept.number} of ${kept.hour} was published, and is not in the pack`] : [];
}
