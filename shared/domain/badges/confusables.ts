import unhomoglyph from 'unhomoglyph';

/** Characters that are not seen: UAX 44's Default_Ignorable_Code_Point, which UTS 39 has dropped first. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * The skeleton of UTS 39 section 4 (data of Unicode 13): texts that may be mistaken for each other have the same one. Not a text to show.
 */
export const skeletonOf = (text: string): string =>
  unhomoglyph(text.normalize('NFD').replaceAll(unseen, '')).normalize('NFD');

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();
const exactly = (text: string): string => folded(text).replaceAll(/\s+/gu, ' ').trim();
const nothingButLetters = /[^\p{L}\p{N}\p{M}]/gu;

/**
 * What a text looks like at a glance: its skeleton without case, blanks and punctuation, `i`, `l` and `1` alike, and `w` as two `v`. Coarser than
 * UTS 39, which tells small letters apart that a small font does not.
 */
export function glanceOf(text: string): string {
  const letters = folded(text).replaceAll(nothingButLetters, '');
  return skeletonOf(skeletonOf(letters).toLowerCase()).toLowerCase().replaceAll('i', 'l').replaceAll('w', 'vv');
}

const underscores = /(?<!\d)_+|_+(?!\d)/g;

/**
 * What a handle looks like at a glance. Handles of which it is the same are one handle to who reads them, so only one is verified. An underscore
 * counts only where it keeps two numbers apart.
 */
export function handleGlanceOf(handle: string): string {
  const parts = handle.replaceAll(underscores, '').split(/_+/);
  return parts.map(glanceOf).join('_') || '_';
}

/** How a name stands to another: the same text, mistaken for it by UTS 39, alike at a glance, or another. */
export type Likeness = 'same' | 'confusable' | 'alike' | 'other';

/** Compares names as people read them: case, width and blanks make no difference. */
export function likenessOf(name: string, other: string): Likeness {
  if (exactly(name) === exactly(other)) return 'same';
  if (skeletonOf(name) === skeletonOf(other) || skeletonOf(exactly(name)) === skeletonOf(exactly(other)))
    return 'confusable';
  return glanceOf(name) === glanceOf(other) ? 'alike' : 'other';
}

/** Names that are shorter are looked for as whole words only: "Ada" is in "Canada". */
const shortestInside = 5;

/** Whether a name has another in it, at a glance: as words of it or, unless it is short, anywhere. */
export function contains(name: string, part: string): boolean {
  const wanted = glanceOf(part);
  if (wanted.length >= shortestInside) return glanceOf(name).includes(wanted);
  return wanted !== '' && name.split(nothingButLetters).some((word) => glanceOf(word) === wanted);
}
