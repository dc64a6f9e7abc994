import type { Random } from '../datasets/random.ts';

/** Draws items by Zipf's law: the n-th with a probability in proportion to n to the power of −`exponent`. */
export function zipfPicker<T>(items: readonly T[], exponent: number, random: Random): () => T {
  let total = 0;
  const sums = items.map((_, i) => {
    total += (i + 1) ** -exponent;
    return total;
  });
  return () => {
    const wanted = random.next() * total;
    let [low, high] = [0, items.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    const item = items[low];
    if (item === undefined) throw new Error('There is nothing to draw from');
    return item;
  };
}
