/** Promises of a document, in tables whose last column cites the tests that hold them. */
import { sentencesIn } from './prose/sentences.ts';

/** One test as it is cited: a file, and a part of a test's name. */
type Citation = { readonly file: string; readonly name: string };

/** A row: its sentences, and the tests that it cites. */
export type Promised = { readonly text: string; readonly sentences: number; readonly cited: readonly Citation[] };

const heads = /^\|[^|]*\| (?:held|shown) by \|$/;
const citation = /`(test\/[\w/.-]+\.test\.ts)`: "([^"]+)"/g;

/** The rows of tables whose last column is called "held by" or "shown by". */
export function promisesIn(markdown: string): Promised[] {
  const rows: Promised[] = [];
  let isWithin = false;
  for (const line of markdown.split('\n')) {
    if (heads.test(line)) isWithin = true;
    else if (!line.startsWith('|')) isWithin = false;
    else if (isWithin && !/^[|\s:-]+$/.test(line)) rows.push(promiseOf(line));
  }
  return rows;
}

function promiseOf(line: string): Promised {
  const [, text = '', by = ''] = line.split('|').map((cell) => cell.trim());
  const cited = [...by.matchAll(citation)].map(([, file = '', name = '']) => ({ file, name }));
  return { text, sentences: sentencesIn(text).length, cited };
}

/** Sentences outside such tables, and outside tables of figures, headings and lists. */
export const unheldIn = (markdown: string): string[] =>
  markdown
    .replace(/<!-- (.*?): measured -->[\s\S]*?<!-- \1: end -->/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(\||#|- )/.test(line))
    .flatMap((line) => sentencesIn(line))
    .map(({ text }) => text);
