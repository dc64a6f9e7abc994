import { Buffer, isUtf8 } from 'node:buffer';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { hexOf, rootOf, sha256Hex } from './bytes.ts';
import { checkHashes, differenceOf } from './entries-difference.ts';
import { type CallTotal, type EntriesJob, type EntriesResult, placeOf } from './entries-job.ts';
import { type CallLine, type FactLine, isCall, parseEntry, usualCall } from './entry-line.ts';
import { Findings } from './finding.ts';
import { recordsOf } from './records-file.ts';
import { noSigning, signingFault } from './signing.ts';

/** A file with one byte before it, in which the first line gets the mark of a leaf. */
function readMarked(path: string): Buffer {
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
export function checkEntries(job: EntriesJob): EntriesResult {
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
  readonly #job: EntriesJob;
  readonly #sha256: string;
  readonly #findings = new Findings();
  readonly #digests: string[] = [];
  readonly #totals = new Map<string, CallTotal>();
  readonly #places: [string, number, number][] = [];
  readonly #facts: { line: string; at: number; fact: FactLine }[] = [];
  readonly #signatures: string[] = [];
  readonly #received = new Map<string, string>();
  readonly #lists: { digest: string; count: number; sha256: string }[] = [];

  constructor(job: EntriesJob, sha256: string) {
    this.#job = job;
    this.#sha256 = sha256;
  }

  get count(): number {
    return this.#digests.length;
  }

  add(code: string, text: string, line?: number, entry?: string): void {
    const { file, seal, hour } = this.#job;
    this.#findings.add({ code: `entries.${code}`, text, file, line, seal, hour, entry });
  }

  /** One line, whose bytes begin at `start`; the byte before it is the mark of a leaf. */
  line(bytes: Buffer, start: number, end: number): void {
    const digest = crypto.hash('sha256', bytes.subarray(start - 1, end), 'binary');
    this.#digests.push(digest);
    const call = usualCall(bytes.toString('latin1', start, end));
    if (call) this.#call(call, digest);
    else this.#unusual(bytes.toString('utf8', start, end), digest);
  }

  #unusual(line: string, digest: string): void {
    try {
      const entry = parseEntry(line);
      if (isCall(entry)) this.#call(entry, digest);
      else this.#fact(entry, line);
    } catch (error) {
      this.add('form', `the line is not an entry: ${(error as Error).message}`, this.count);
    }
  }

  #call(call: CallLine, digest: string): void {
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
  #place(call: CallLine): void {
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

  #total({ app, useCase, dataset, at, licence, licenceVersion, key, records, units }: CallLine): void {
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

  #fact(fact: FactLine, line: string): void {
    const last = this.#facts.at(-1)?.fact;
    if (fact.organization !== this.#job.organization)
      this.add('organization', `the fact is of ${fact.organization}`, this.count, fact.id);
    if (last && (last.at > fact.at || (last.at === fact.at && last.id >= fact.id)))
      this.add('order', 'the fact is out of order', this.count, fact.id);
    this.#facts.push({ line, at: this.count, fact });
  }

  done(): EntriesResult {
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
