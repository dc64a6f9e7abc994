import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type DetailEntry, entryLines } from '../../shared/domain/evidence/detail.ts';
import { EntryCounter, type EntrySums } from '../../shared/domain/evidence/hour-summary.ts';
import { type Digest, hexOf, treeRoot } from '../../shared/domain/evidence/merkle.ts';

/** All entries of one organization in a seal: their counts, the root (hex) of the tree over them, and their lines compressed. */
export type OrganizationEntries = {
  readonly organization: string;
  readonly sums: EntrySums;
  readonly root: string;
  readonly bytes: Buffer;
};

type Collected = {
  readonly hashes: Digest[];
  readonly members: Buffer[];
  readonly counter: EntryCounter;
  lines: string[];
  waiting: number;
};

/** Lines of an organization are compressed together from so many on, and those of all once so many wait. */
const memberLength = 256 * 1_024;
const maxWaiting = 64 * 1_024 * 1_024;

/** Collects entries by organization in the order of their leaves. It holds hashes and compressed lines, so that its memory stays bounded. */
export function hourEntries() {
  const byOrganization = new Map<string, Collected>();
  let waiting = 0;
  const compress = (of: Collected) => {
    if (of.lines.length > 0) of.members.push(gzipSync(`${of.lines.join('\n')}\n`));
    waiting -= of.waiting;
    Object.assign(of, { lines: [], waiting: 0 });
  };
  return {
    /** Adds the next entry of an organization. */
    add(organization: string, entry: DetailEntry): void {
      const of = byOrganization.get(organization) ?? newCollected();
      byOrganization.set(organization, of);
      of.hashes.push(entry.hash);
      of.counter.add(entry.line);
      const lines = entryLines(entry);
      const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
      of.lines.push(...lines);
      of.waiting += length;
      waiting += length;
      if (of.waiting >= memberLength) compress(of);
      if (waiting >= maxWaiting) for (const each of byOrganization.values()) compress(each);
    },
    /** Everything that was added, sorted by organization. */
    *done(): Generator<OrganizationEntries> {
      for (const [organization, of] of [...byOrganization].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        compress(of);
        const { hashes, members, counter } = of;
        const root = hexOf(treeRoot(hashes));
        yield { organization, sums: counter.sums(), root, bytes: Buffer.concat(members) };
      }
    },
  };
}

const newCollected = (): Collected => ({
  hashes: [],
  members: [],
  counter: new EntryCounter(),
  lines: [],
  waiting: 0,
});

/** A part of the entries of a seal, and where each organization's lie in it. */
export type HourPart = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly places: readonly (Omit<OrganizationEntries, 'bytes'> & {
    readonly offset: number;
    readonly length: number;
  })[];
};

const maxPartBytes = 64 * 1_024 * 1_024;

/** Cuts entries into parts. A part's name has the hash of its bytes: another release may compress otherwise, and neither overwrites the other. */
export function* partsOf(all: Iterable<OrganizationEntries>): Generator<HourPart> {
  let held: OrganizationEntries[] = [];
  let size = 0;
  let number = 0;
  for (const each of all) {
    if (held.length > 0 && size + each.bytes.length > maxPartBytes) {
      yield partOf(++number, held);
      [held, size] = [[], 0];
    }
    held.push(each);
    size += each.bytes.length;
  }
  if (held.length > 0) yield partOf(++number, held);
}

function partOf(number: number, held: readonly OrganizationEntries[]): HourPart {
  const bytes = Buffer.concat(held.map((each) => each.bytes));
  let offset = 0;
  const places = held.map(({ bytes: { length }, ...each }) => {
    offset += length;
    return { ...each, offset: offset - length, length };
  });
  return { name: `${String(number).padStart(4, '0')}-${hash('sha256', bytes, 'hex').slice(0, 16)}`, bytes, places };
}
