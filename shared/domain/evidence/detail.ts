import { canonicalJson } from '../accounts/canonical-json.ts';
import type { Place } from './entry.ts';
import { type Digest, hexOf, leafHash, treeRoot } from './merkle.ts';

/** An entry of a segment: its canonical line, its hash, and the ids of its records where they are known. */
export type DetailEntry = {
  readonly line: string;
  readonly hash: Digest;
  readonly ids?: readonly string[] | undefined;
};

/** The entries of one organization in a segment, by index. `root` (hex): the tree over them. */
export type OrganizationDetail = {
  readonly organization: string;
  readonly root: string;
  readonly entries: readonly DetailEntry[];
};

/** The detail is not what its head says. */
export class DetailUnreadable extends Error {
  constructor(reason: string) {
    super(`Not the detail of a segment: ${reason}`);
    this.name = 'DetailUnreadable';
  }
}

/**
 * The detail of a segment: a head with each organization's number of entries and root, then their lines. Each entry's record ids follow
 * it as a JSON array.
 */
export function writeDetail(
  { instance, segment }: Omit<Place, 'index'>,
  byOrganization: ReadonlyMap<string, readonly DetailEntry[]>,
): string {
  const all = [...byOrganization].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const organizations = all.map(([organization, entries]) => ({
    organization,
    entries: entries.length,
    root: hexOf(treeRoot(entries.map(({ hash }) => hash))),
  }));
  const lines = all.flatMap(([, entries]) => entries.flatMap(entryLines));
  return `${[canonicalJson({ v: 1, instance, segment, organizations }), ...lines].join('\n')}\n`;
}

/** The lines of an entry: itself, and the ids of its records. */
export const entryLines = ({ line, ids }: DetailEntry): string[] => (ids ? [line, JSON.stringify(ids)] : [line]);

type Head = {
  readonly instance: string;
  readonly segment: number;
  readonly organizations: readonly { readonly organization: string; readonly entries: number; readonly root: string }[];
};

/**
 * The entries of a segment by organization.
 * @throws DetailUnreadable if a number or a root differs from the head's
 */
export function readDetail(text: string, of: Omit<Place, 'index'>): OrganizationDetail[] {
  const [first = '', ...lines] = text.split('\n');
  const head = headOf(first);
  if (head.instance !== of.instance || head.segment !== of.segment)
    throw new DetailUnreadable('it is of another segment');
  if (lines.pop() !== '') throw new DetailUnreadable('it ends within a line');
  let at = 0;
  const details = head.organizations.map(({ organization, entries: count, root }) => {
    const entries: DetailEntry[] = [];
    while (entries.length < count) {
      const line = lines[at++];
      if (!line?.startsWith('{')) throw new DetailUnreadable(`an entry of ${organization} is missing`);
      const next = lines[at];
      const ids = next?.startsWith('[') ? (JSON.parse(next) as string[]) : undefined;
      if (ids) at += 1;
      entries.push({ line, hash: leafHash(line), ...(ids && { ids }) });
    }
    if (hexOf(treeRoot(entries.map(({ hash }) => hash))) !== root)
      throw new DetailUnreadable(`the entries of ${organization} have another root`);
    return { organization, root, entries };
  });
  if (at !== lines.length) throw new DetailUnreadable('it has more lines than its head says');
  return details;
}

function headOf(line: string): Head {
  try {
    const head = JSON.parse(line) as Head;
    if (Array.isArray(head.organizations)) return head;
  } catch {}
  throw new DetailUnreadable('its first line is no head');
}
