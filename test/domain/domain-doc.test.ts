import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** A row of a table: what happens, and the tests that it names. */
type Row = { readonly what: string; readonly shown: readonly { readonly file: string; readonly name: string }[] };

const textOf = (...files: readonly string[]) => files.map((file) => readFileSync(file, 'utf8')).join('\n');

/** The cells of the rows of a section's tables, without heads and rulers. */
const cellsOf = (section: string) =>
  section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| what happens'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\||\|$/g, '').trim()));
const cells = cellsOf(textOf('docs/life-of-a-subscription.md'));

/** A file holds for the names after it, in the row and in those below that say "the same file" or "the same test". */
function rowsOf(all: readonly (readonly string[])[]): Row[] {
  let file = '';
  let names: readonly string[] = [];
  return all.map((row) => {
    const shownBy = row.at(-1) ?? '';
    if (shownBy !== 'the same test') names = [];
    const shown = names.map((name) => ({ file, name }));
    for (const [, path, name] of shownBy.matchAll(/`([^`]+\.test\.ts)`|"([^"]+)"/g)) {
      file = path ?? file;
      if (name === undefined) continue;
      names = [...names, name];
      shown.push({ file, name });
    }
    return { what: row[0] ?? '', shown };
  });
}

const rows = rowsOf(cells);
const source = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\\', '') : '');

describe('the life of a subscription, as docs/life-of-a-subscription.md tells it', () => {
  it('has a table whose rows say everything that is asked of a case', () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(cells.filter((row) => row.length !== 6).map(([what]) => what)).toEqual([]);
    expect(cells.filter((row) => row.some((cell) => cell === '')).map(([what]) => what)).toEqual([]);
  });

  it.each(rows)('$what: is shown by a test that is there, under the name that is given', ({ shown }) => {
    expect(shown).not.toEqual([]);
    expect(shown.filter(({ file, name }) => !source(file).includes(name))).toEqual([]);
  });
});

describe('the life of a badge, as the README files of badges and credentials tell it', () => {
  const [, ...tables] = textOf(
    'shared/domain/badges/README.md',
    'shared/domain/credentials/README.md',
    'shared/services/badges/README.md',
  ).split(/\n\| what happens [^\n]*\n/);
  const badgeRows = rowsOf(tables.flatMap((table) => cellsOf(table.split('\n\n')[0] ?? '')));

  it('has a table of what happens', () => expect(badgeRows.length).toBeGreaterThan(15));

  it.each(badgeRows)('$what: is shown by a test that is there, under the name that is given', ({ shown }) => {
    expect(shown).not.toEqual([]);
    expect(shown.filter(({ file, name }) => !source(file).includes(name))).toEqual([]);
  });
});
