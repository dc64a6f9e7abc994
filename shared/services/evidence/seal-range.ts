import type { Seals } from '../../storage/evidence/seals.ts';
import type { PackPeriod } from './pack-source.ts';

/** The seals of a period by their numbers, both inclusive; none if `last` is lower than `first`. */
export type SealRange = { readonly first: number; readonly last: number };

type Sealed = Pick<Seals, 'find' | 'list'>;

/** The seals whose hour lies in a period, as they are now. Hours rise with numbers, so some twenty reads find both ends. */
export async function sealRange(seals: Sealed, { from, to }: PackPeriod): Promise<SealRange> {
  const [newest] = (await seals.list({ limit: 1 })).seals;
  const total = newest?.seal.number ?? 0;
  return { first: await firstFrom(seals, from, total), last: (await firstFrom(seals, to, total)) - 1 };
}

/** The number of the first seal whose hour is `time` or later; one more than `total` where there is none. */
async function firstFrom({ find }: Sealed, time: string, total: number): Promise<number> {
  let [low, high] = [1, total + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await find(middle);
    if (!found) throw new Error(`Seal ${middle} is missing`);
    if (found.seal.hour < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
