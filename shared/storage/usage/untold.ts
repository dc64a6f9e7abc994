import { unreportedAtMost } from '../../domain/usage/pledge.ts';
import type { Counter } from './counters.ts';
import { entryIn } from './entry-in.ts';
import type { Segments } from './segments.ts';

/** Where more hold units their last segments are not read: each may then have as much untold as any. */
const maxRead = 32;

/**
 * Units of a counter that instances may have served and not told yet, at the most: an instance that is frozen tells with its next call or
 * its end.
 */
export async function unreportedOf(segments: Pick<Segments, 'head'>, counter: Counter): Promise<number> {
  const holders = Object.keys(counter.entries);
  const each = await Promise.all(
    holders.map(async (instanceId) => {
      const entry = entryIn(counter, instanceId);
      const head = holders.length <= maxRead ? await segments.head(instanceId) : undefined;
      return entry ? unreportedAtMost(entry, head?.segment) : 0;
    }),
  );
  return each.reduce((sum, units) => sum + units, 0);
}
