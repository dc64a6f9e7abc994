import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LineRun, lineDifference } from '../../../shared/domain/licences/line-diff.ts';

const texts = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
const linesOf = (runs: readonly LineRun[], left: 'removed' | 'added') =>
  runs.filter(({ kind }) => kind !== left).flatMap(({ lines }) => lines);

/** The length of the longest common subsequence, by the table. */
function common(one: readonly string[], other: readonly string[]): number {
  const table = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  for (let i = 1; i <= one.length; i += 1)
    for (let j = 1; j <= other.length; j += 1)
      table[i]![j] =
        one[i - 1] === other[j - 1] ? table[i - 1]![j - 1]! + 1 : Math.max(table[i - 1]![j]!, table[i]![j - 1]!);
  return table[one.length]![other.length]!;
}

test('both texts can be read back from their difference', () => {
  fc.assert(
    fc.property(texts, texts, (earlier, later) => {
      const runs = lineDifference(earlier, later);
      expect(linesOf(runs, 'added')).toEqual(earlier);
      expect(linesOf(runs, 'removed')).toEqual(later);
    }),
  );
});

test('no other difference keeps more lines in common', () => {
  fc.assert(
    fc.property(texts, texts, (earlier, later) => {
      const same = lineDifference(earlier, later).filter(({ kind }) => kind === 'same');
      expect(same.flatMap(({ lines }) => lines)).toHaveLength(common(earlier, later));
    }),
  );
});

test('a removed run stands before the added one, and no two runs of a kind stand side by side', () => {
  fc.assert(
    fc.property(texts, texts, (earlier, later) => {
      const kinds = lineDifference(earlier, later)
        .map(({ kind }) => kind)
        .join(' ');
      expect(kinds).not.toMatch(/added removed|(\w+) \1(?!\w)/);
    }),
  );
});

test('a changed paragraph of a long text is found within the lines around it', () => {
  const lines = Array.from({ length: 3_000 }, (_, i) => `line ${i}`);
  const changed = lines.with(1_500, 'another');
  expect(lineDifference(lines, changed)).toEqual([
    { kind: 'same', lines: lines.slice(0, 1_500) },
    { kind: 'removed', lines: ['line 1500'] },
    { kind: 'added', lines: ['another'] },
    { kind: 'same', lines: lines.slice(1_501) },
  ]);
});
