import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ChainedLine,
  detailParts,
  faultsOfChain,
  hashOfLine,
  linkedTo,
} from '../../shared/domain/accounts/trail-line.ts';

const content = (i: number) => ({
  organization: 'acc_1',
  id: `line-${i}`,
  at: `2026-12-01T00:00:${String(i % 60).padStart(2, '0')}.000Z`,
  chainedAt: '2026-12-01T00:01:00.000Z',
  action: 'key.created',
  actor: { kind: 'person', id: 'per_1' } as const,
  detail: { key: `key-${i}` },
  names: { label: `name-${i}` },
});

function chainOf(count: number): ChainedLine[] {
  const lines: ChainedLine[] = [];
  for (let i = 1; i <= count; i++) lines.push(linkedTo(lines.at(-1) ?? null, content(i)));
  return lines;
}

const rehashed = ({ hash, ...line }: ChainedLine): ChainedLine => ({ ...line, hash: hashOfLine(line) });
/** These lines as a chain of their own. */
function rechained(lines: readonly ChainedLine[]): ChainedLine[] {
  const made: ChainedLine[] = [];
  for (const { seq, hash, previousHash, ...line } of lines) made.push(linkedTo(made.at(-1) ?? null, line));
  return made;
}
const headOf = (lines: readonly ChainedLine[]) => lines.at(-1) ?? null;

test('a chain has the numbers from 1, each line with the hash of the one before it, and no fault', () => {
  const lines = chainOf(5);
  expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(lines.map(({ previousHash }) => previousHash)).toEqual(['', ...lines.slice(0, 4).map(({ hash }) => hash)]);
  expect(faultsOfChain(lines, headOf(lines))).toEqual([]);
  expect(faultsOfChain([], null)).toEqual([]);
});

/** The chain after somebody with any right to the table changed it at a place, but not the count of its end. */
const attacks: Readonly<Record<string, (lines: ChainedLine[], at: number) => ChainedLine[]>> = {
  'edits a line': (lines, at) => lines.with(at, { ...lines[at]!, action: 'key.revoked' }),
  'edits a line and computes its hash again': (lines, at) =>
    lines.with(at, rehashed({ ...lines[at]!, action: 'key.revoked' })),
  'edits a line and computes all hashes again': (lines, at) =>
    rechained(lines.map((line, i) => ({ ...line, action: i === at ? 'x' : line.action }))),
  'drops a line': (lines, at) => lines.toSpliced(at, 1),
  'drops a line and closes the gap': (lines, at) => rechained(lines.toSpliced(at, 1)),
  'inserts a line': (lines, at) => lines.toSpliced(at, 0, linkedTo(lines[at - 1] ?? null, content(99))),
  'inserts a line behind it': (lines, at) => lines.toSpliced(at + 1, 0, linkedTo(lines[at]!, content(99))),
  'puts a line twice': (lines, at) => [...lines, linkedTo(headOf(lines), { ...lines[at]! })],
  'changes who did it': (lines, at) => lines.with(at, { ...lines[at]!, actor: 'stripe' }),
  'changes an erasable name’s id': (lines, at) => lines.with(at, { ...lines[at]!, names: { label: 'other' } }),
  'moves it to another organization': (lines, at) => lines.with(at, { ...lines[at]!, organization: 'acc_2' }),
};

test.each(Object.entries(attacks))('somebody who %s is found, wherever in the chain', (_, attack) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(), (count, place) => {
      const lines = chainOf(count);
      expect(faultsOfChain(attack(lines, place % count), headOf(lines))).not.toEqual([]);
    }),
    { seed: 20261201 },
  );
});

test('two lines that change places are found', () => {
  const lines = chainOf(4);
  expect(faultsOfChain([lines[0]!, lines[2]!, lines[1]!, lines[3]!], headOf(lines))).not.toEqual([]);
});

test('a chain that was dropped whole is found by its count', () => {
  expect(faultsOfChain([], headOf(chainOf(3)))).toEqual([expect.stringMatching(/^the chain ends with line 0 /)]);
});

test('a detail that nobody named as plain is kept apart', () => {
  expect(detailParts({ key: 'k1', label: 'Ada', handle: 'ada', somethingNew: 'x' })).toEqual({
    plain: { key: 'k1' },
    named: { label: 'Ada', handle: 'ada', somethingNew: 'x' },
  });
});
