import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellValue, csvLine, linesOf } from '../../../shared/domain/datasets/record-formats.ts';

/** RFC 4180 read back: cells of one line; an unquoted empty cell is null. */
function cellsOf(line: string): (string | null)[] {
  const cells: (string | null)[] = [];
  const next = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/y;
  while (next.lastIndex < line.length) {
    const [, quoted, bare] = next.exec(line)!;
    cells.push(quoted?.replaceAll('""', '"') ?? (bare || null));
  }
  return cells;
}
const unescaped = (cell: string | null) => (cell !== null && /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

describe('a line of CSV', () => {
  it('gives every text back, and tells a missing value from an empty text', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', "'", '=', '-', '@', '\t', 'é', ' ') }),
      fc.string(),
    );
    const property = fc.property(fc.array(fc.option(text), { minLength: 2, maxLength: 5 }), (values) => {
      expect(cellsOf(csvLine(values)).map(unescaped)).toEqual(values);
    });
    fc.assert(property, { seed: 20_261_125, numRuns: 500 });
  });

  it.each<[CellValue, string]>([
    ['=1+1', "'=1+1"],
    ['@handle', "'@handle"],
    ['-2', "'-2"],
    ["'=x", "''=x"],
    ['\tx', "'\tx"],
    ["it's", "it's"],
    [-2, '-2'],
    [true, 'true'],
    [null, ''],
    ['', '""'],
    ['a,b', '"a,b"'],
  ])('writes %j so that no spreadsheet runs it: %s', (value, cell) => {
    expect(csvLine([value, 1])).toBe(`${cell},1\r\n`);
  });
});

describe('a document of lines', () => {
  it('has a header in CSV, and an object a line in NDJSON', () => {
    const rows = [
      ['r1', null],
      ['r2', 7],
    ];
    expect(linesOf('csv', ['id', 'n'], rows)).toBe('id,n\r\nr1,\r\nr2,7\r\n');
    expect(linesOf('ndjson', ['id', 'n'], rows)).toBe('{"id":"r1","n":null}\n{"id":"r2","n":7}\n');
    expect(linesOf('csv', ['id'], [])).toBe('id\r\n');
    expect(linesOf('ndjson', ['id'], [])).toBe('');
  });
});
