import { unreportedAtMost } from '../../domain/usage/pledge.ts';
import type { Counter } from './counters.ts';
import { entryIn } from './entry-in.ts';
import type { Segments } from './segments.ts';

/** With more holders their last segments are not read. Each may then have as much unreported as any. */
const maxRead = 32;

/**
 * The most units of a counter that instances may have served and not reported yet. A frozen instance reports with its next call or its end.
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
