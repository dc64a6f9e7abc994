import { seededRandom } from '../../datasets/random.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { revenuePartition } from '../../shared/storage/billing/revenue-keys.ts';
import { changesKey } from '../../shared/storage/item-keys.ts';
import type { Item } from '../../shared/storage/table/table.ts';
import { collected } from './collected.ts';
import { type Size, writeOrganization } from './written.ts';

/** How much to write, and of when: every time of the draws is before `now`. */
export type SeedOptions = Size & {
  readonly organizations: number;
  readonly seed: number;
  readonly now: Date;
  readonly catalog: Catalog;
};

/** Takes items to the table, in any order. Those of one call come after all of the calls before. */
export type Sink = (items: readonly Item[]) => Promise<void>;

/** Organizations that are drawn into one table in memory. */
const atOnce = 100;
/** These items are everybody's: each hundred organizations go on from where the one before left them. */
const shared = [revenuePartition(''), changesKey.pk];

/** Writes organizations by their number, the same for the same seed. Resolves to the number of items. */
export async function seedTable(options: SeedOptions, sink: Sink, progress?: (done: number) => void): Promise<number> {
  const { organizations, seed, now, catalog } = options;
  const random = seededRandom(seed);
  let carried: readonly Item[] = [];
  let written = Promise.resolve();
  let count = 0;
  for (let n = 0; n < organizations; n += atOnce) {
    const { table, items } = await collected(carried);
    for (let i = n; i < Math.min(n + atOnce, organizations); i++)
      await writeOrganization({ table, random, catalog, now }, i, options);
    const all = await items();
    carried = all.filter(({ pk }) => shared.some((prefix) => pk.startsWith(prefix)));
    count += all.length;
    await written;
    written = sink(all);
    progress?.(Math.min(n + atOnce, organizations));
  }
  await written;
  return count;
}
