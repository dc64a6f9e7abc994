import type { Segment } from '../../shared/domain/usage/segment.ts';
import type { CounterId } from '../../shared/storage/counters.ts';
import type { Segments } from '../../shared/storage/segments.ts';

/** A chain that nothing can follow: who ended it, and what it says of each counter. */
export type EndedChain = {
  readonly by: 'environment' | 'seal';
  /** Units that the environment said it can have spent of a counter. */
  readonly goneOf: (id: CounterId) => number;
  /** Units that its segments report of a counter. */
  readonly reportedOf: (id: CounterId) => number;
};

const nameOf = ({ accountId, periodStart }: CounterId) => `${accountId}#${periodStart}`;

/** Looks a chain up and remembers those that have ended; null: it goes on. */
export function endedChains(segments: Pick<Segments, 'head' | 'chain'>) {
  const known = new Map<string, Promise<EndedChain | null>>();
  return (environmentId: string): Promise<EndedChain | null> => {
    const chain = known.get(environmentId) ?? readEnded(segments, environmentId);
    known.set(environmentId, chain);
    return chain;
  };
}

async function readEnded(
  segments: Pick<Segments, 'head' | 'chain'>,
  environmentId: string,
): Promise<EndedChain | null> {
  const end = (await segments.head(environmentId))?.segment.end;
  if (!end) return null;
  const gone = new Map(end.gone.map((each) => [nameOf(each), each.units]));
  const reported = new Map<string, number>();
  for (let page = await segments.chain(environmentId, 0); page.length > 0; ) {
    for (const entry of page.flatMap(({ entries }) => entries))
      reported.set(nameOf(entry), (reported.get(nameOf(entry)) ?? 0) + entry.units);
    page = await segments.chain(environmentId, numberOf(page.at(-1)));
  }
  return {
    by: end.by,
    goneOf: (id) => gone.get(nameOf(id)) ?? 0,
    reportedOf: (id) => reported.get(nameOf(id)) ?? 0,
  };
}

const numberOf = (segment: Segment | undefined): number => segment?.number ?? 0;
