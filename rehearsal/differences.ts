import type { Step } from './transcript.ts';

/** A step that only one side has; `index` is its place among the answered steps. */
export type Difference = { readonly missing: Step } | { readonly added: Step; readonly index: number };

/** The fewest steps to leave out of one and to add from the other, in order. */
export function differencesOf(recorded: readonly Step[], answered: readonly Step[]): Difference[] {
  const [before, now] = [recorded.map(lineOf), answered.map(lineOf)];
  const common = lengths(before, now);
  const found: Difference[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < now.length) {
    if (i < before.length && j < now.length && before[i] === now[j]) {
      i++;
      j++;
    } else if (j >= now.length || (i < before.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      found.push({ missing: recorded[i] as Step });
      i++;
    } else {
      found.push({ added: answered[j] as Step, index: j });
      j++;
    }
  }
  return found;
}

const lineOf = (step: Step): string => JSON.stringify(step);
const at = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** The longest common part of what follows each pair of places. */
function lengths(before: readonly string[], now: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) {
      const row = table[i] as number[];
      row[j] = before[i] === now[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  return table;
}
