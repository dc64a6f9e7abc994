/** The search over the docs: what is stored of a place, and which places match a query best. */

/** A place: its page's title, the address with its part, the part's title or '', and the words of its text. */
export type Entry = readonly [title: string, address: string, part: string, text: string];

const most = 8;

/** Text without case, accents, and what people write in two ways in Arabic: hamza on alef, final ya, ta marbuta, vowel signs. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, '')
    .replace(/[\u0623\u0625\u0622\u0671]/g, '\u0627')
    .replace(/\u0649/g, '\u064a')
    .replace(/\u0629/g, '\u0647')
    .toLowerCase();

const wordsOf = (text: string): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}_]+/u)
    .filter(Boolean);

/** The places in which each word of the query begins a word, the best first: in the title before the part before the text. */
export function matching(entries: readonly Entry[], query: string): Entry[] {
  const asked = wordsOf(query);
  if (asked.length === 0) return [];
  const scored = entries.map((entry) => [scoreOf(entry, asked), entry] as const).filter(([score]) => score > 0);
  return scored
    .toSorted(([a], [b]) => b - a)
    .slice(0, most)
    .map(([, entry]) => entry);
}

/** 0: a word is missing. Arabic words may have an article or a conjunction before them. */
function scoreOf([title, , part, text]: Entry, asked: readonly string[]): number {
  const places = [
    [wordsOf(title), part === '' ? 12 : 5],
    [wordsOf(part), 8],
    [wordsOf(text), 1],
  ] as const;
  const scores = asked.map((word) => Math.max(0, ...places.map(([words, weight]) => weight * best(words, word))));
  return scores.includes(0) ? 0 : scores.reduce((sum, each) => sum + each, 0);
}

const best = (words: readonly string[], asked: string): number =>
  words.some((word) => word === asked || bare(word) === bare(asked))
    ? 1.5
    : Number(words.some((word) => word.startsWith(asked) || bare(word).startsWith(bare(asked))));

/** An Arabic word without its conjunction and article. */
const bare = (word: string): string =>
  word.replace(/^[\u0648\u0641]?(\u0628\u0627\u0644|\u0643\u0627\u0644|\u0644\u0644|\u0627\u0644)(?=.{2})/, '');
