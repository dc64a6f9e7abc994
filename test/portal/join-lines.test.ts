/** Lists that are read page by page, joined into one: whatever is read in whatever order, nothing is put between lines that are shown. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinLines } from '../../portal/src/operator/organization/join-lines.ts';

type Line = { readonly at: string; readonly id: string };

const list = fc
  .array(fc.integer({ min: 0, max: 12 }), { maxLength: 25 })
  .map((times) => times.toSorted((a, b) => b - a).map((time) => `2026-12-${String(time + 10)}`));
const lists = fc.array(list, { minLength: 1, maxLength: 3 });
const pages = fc.infiniteStream(fc.integer({ min: 0, max: 6 }));

const named = (times: readonly (readonly string[])[]): Line[][] =>
  times.map((each, i) => each.map((at, n) => ({ at, id: `${i}.${n}` })));
/** All lines: by time, then by list, then as the list has them. */
const whole = (all: readonly Line[][]) => all.flat().toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));

test('reading what is asked for next shows all lines once, in order, and only ever adds at the end', () => {
  fc.assert(
    fc.property(lists, pages, (times, sizes) => {
      const all = named(times);
      const read = all.map(() => 0);
      let before: readonly Line[] = [];
      for (;;) {
        const state = all.map((lines, i) => ({ lines: lines.slice(0, read[i]), more: read[i]! < lines.length }));
        const { lines, next } = joinLines(state);
        expect(lines.slice(0, before.length)).toEqual(before);
        before = lines;
        if (next === null) break;
        expect(state[next]?.more).toBe(true);
        read[next] = Math.min(read[next]! + Math.max(1, sizes.next().value), all[next]!.length);
      }
      expect(before).toEqual(whole(all));
    }),
  );
});

test('in whatever order lists are read, what is shown is the beginning of the whole', () => {
  fc.assert(
    fc.property(lists, fc.array(fc.nat({ max: 25 }), { minLength: 3, maxLength: 3 }), (times, read) => {
      const all = named(times);
      const state = all.map((lines, i) => ({ lines: lines.slice(0, read[i]), more: read[i]! < lines.length }));
      const { lines } = joinLines(state);
      expect(lines).toEqual(whole(all).slice(0, lines.length));
    }),
  );
});

test('a list of which nothing was read yet holds everything back, and is read next', () => {
  const one = { lines: [{ at: '2026-12-01', id: 'a' }], more: true };
  expect(joinLines([one, { lines: [], more: true }])).toEqual({ lines: [], next: 1 });
  expect(joinLines([one, { lines: [], more: false }])).toEqual({ lines: one.lines, next: 0 });
});
