import type { ChainedLine, ChainHead } from '../../domain/accounts/trail-line.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table } from '../table/table.ts';
import { trailHeadKey, trailLineKey, trailPartition } from './trail-keys.ts';

/** The chains of organizations' trails. */
export interface TrailChain {
  /** The last line and the ids of all that were chained since then, an ISO-8601 time; older ids may be among them. */
  tail(
    organization: string,
    since: string,
  ): Promise<{ readonly head: ChainHead | null; readonly ids: ReadonlySet<string> }>;
  /** Adds a line; false where another has its number. */
  insert(line: ChainedLine): Promise<boolean>;
  /** Counts a chain's last line, apart from the chain; a line before the counted one changes nothing. */
  count(organization: string, head: ChainHead): Promise<void>;
  /** The whole chain, in order. */
  lines(organization: string): Promise<readonly ChainedLine[]>;
  /** The last line as it was counted; null before the first. */
  counted(organization: string): Promise<ChainHead | null>;
}

const pageSize = 25;

/** The chains over the table. */
export const trailChainOver = (table: Table): TrailChain => ({
  tail: tailOf(table),
  async insert(line) {
    const item = { ...trailLineKey(line.organization, line.seq), ...(line as unknown as Record<string, ItemValue>) };
    return (await table.insert(item)).ok;
  },
  async count(organization, { seq, hash }) {
    const isLater = { 'no later line is counted': { attribute: 'seq', atMost: seq, orAbsent: true } } as const;
    await table.update(trailHeadKey(organization), { set: { seq, hash } }, isLater);
  },
  async lines(organization) {
    return (await readAll(table, { pk: trailPartition(organization) })).map(chainedLine);
  },
  async counted(organization) {
    const { item } = await table.get(trailHeadKey(organization));
    return item ? { seq: Number(item.seq), hash: String(item.hash) } : null;
  },
});

const tailOf =
  (table: Table): TrailChain['tail'] =>
  async (organization, since) => {
    const ids = new Set<string>();
    let head: ChainHead | null = null;
    let cursor: string | undefined;
    do {
      const query = { pk: trailPartition(organization), descending: true, consistent: true } as const;
      const page = await table.query({ ...query, limit: pageSize, cursor });
      const lines = page.items.map(chainedLine);
      head ??= lines[0] ?? null;
      for (const { id } of lines) ids.add(id);
      const isPast = lines.some(({ chainedAt }) => chainedAt < since);
      cursor = isPast ? undefined : page.cursor;
    } while (cursor !== undefined);
    return { head, ids };
  };

/** A chained line as the table holds it. */
export const chainedLine = ({ pk, sk, ...line }: Item): ChainedLine => line as unknown as ChainedLine;
