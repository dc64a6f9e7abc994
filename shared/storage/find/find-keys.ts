/** How the item keys of the console's search look. */
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** The words that begin with one character. A word has letters, digits and "_" alone, so it never meets an exact text. */
export const wordPartition = (word: string): string => `${prefixes.find}${[...word][0] ?? ''}`;
/** A word of an organization's name. "#" is in no word. */
export const wordKey = (word: string, accountId: string): Key => ({
  pk: wordPartition(word),
  sk: `${word}#${accountId}`,
});
/** The things that a text names exactly. */
export const exactPartition = (text: string): string => `${prefixes.find}=${text}`;
/** A key, by its id or its start. */
export const exactKeyKey = (text: string, keyId: string): Key => ({ pk: exactPartition(text), sk: `KEY#${keyId}` });

/** A subscription, by its id at Stripe. */
export const exactSubscriptionKey = (id: string): Key => ({ pk: exactPartition(id), sk: 'SUBSCRIPTION' });

/** All names in their order. A word has a first character, so none lies in this partition. */
export const namesPartition: string = prefixes.find;
/** An organization by its whole name. */
export const nameKey = (name: string, accountId: string): Key => ({ pk: namesPartition, sk: `${name} #${accountId}` });
