import type { BadgeApplication } from './badge.ts';

const maxWords = 8;
const maxCharacters = 40;

/** The words of a text for the search: lower case, without accents, each once. */
export function searchWords(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== '');
  return [...new Set(words.map((word) => [...word].slice(0, maxCharacters).join('')))].slice(0, maxWords);
}

type Found = Pick<BadgeApplication, 'handle' | 'displayName' | 'parent'>;

/** The words that find a badge: its handle and the words of its name. */
export const wordsOfBadge = ({ handle, displayName }: Found): readonly string[] =>
  [...new Set([handle, ...searchWords(displayName)])].toSorted();

/** The word that lists an organization's affiliates; no search can contain it. */
export const affiliateWord = (organization: string): string => `>${organization}>`;

/** Every word that lists a badge. */
export const listedWords = (badge: Found): readonly string[] =>
  badge.parent === null ? wordsOfBadge(badge) : [...wordsOfBadge(badge), affiliateWord(badge.parent)];

/** Whether each searched word begins one of a badge's words. */
export const isFoundBy = (ofBadge: readonly string[], searched: readonly string[]): boolean =>
  searched.every((word) => ofBadge.some((each) => each.startsWith(word)));
