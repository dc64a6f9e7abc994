/** Sentences of Markdown and plain text, without what is not prose: code, links' addresses, tables' rules. */

export type Sentence = { readonly text: string; readonly words: number };

const fenced = /^(```|~~~)[\s\S]*?^\1/gm;

/** A code span, an address or an amount of markup counts as one word. */
const withoutMarkup = (text: string): string =>
  text
    .replace(/`[^`]*`/g, 'Code')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<\/?[a-z][^>]*>/gi, ' ')
    .replace(/https?:\/\/\S+/g, 'Code')
    .replace(/[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}/g, '');

/** Abbreviations and numbers do not end a sentence; a tag such as `@throws` begins one. */
const ends = /(?<=[.!?؟…]["”’)»]?)\s+(?=["“‘(«]?[\p{Lu}\p{Lo}\d@])/u;

const wordsOf = (sentence: string): number =>
  sentence.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'.,:/@%&+-]*/gu)?.length ?? 0;

export const sentencesIn = (text: string): Sentence[] =>
  withoutMarkup(text)
    .split(ends)
    .map((part) => part.trim())
    .filter((part) => /\p{L}/u.test(part))
    .map((part) => ({ text: part, words: wordsOf(part) }));

/** Headings, paragraphs, items and cells of a Markdown file, each a piece of prose of its own. */
export function piecesOf(markdown: string): string[] {
  const pieces: string[] = [];
  let piece: string[] = [];
  const end = () => {
    if (piece.length) pieces.push(piece.join(' '));
    piece = [];
  };
  for (const line of markdown.replace(fenced, '').split('\n')) {
    if (/^\s*$|^\s*\|?[\s:|-]+\|?\s*$/.test(line)) end();
    else if (/^\s*\|/.test(line)) {
      end();
      pieces.push(
        ...line
          .replace(/`[^`]*`/g, 'Code')
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim())
          .filter(Boolean),
      );
    } else {
      if (/^\s*(?:#+|[-*+]|\d+\.|>)\s/.test(line)) end();
      piece.push(line.replace(/^\s*(?:#+|[-*+]|\d+\.|>)\s+/, '').trim());
      if (/^#+\s/.test(line)) end();
    }
  }
  end();
  return pieces;
}
