import unhomoglyph from 'unhomoglyph';

/** Invisible characters: UAX 44's Default_Ignorable_Code_Point, which UTS 39 drops first. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/** The skeleton of UTS 39 section 4 (data of Unicode 13): confusable texts have the same one. It is not a text to show. */
export const skeletonOf = (text: string): string =>
  unhomoglyph(text.normalize('NFD').replaceAll(unseen, '')).normalize('NFD');

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();
const exactly = (text: string): string => folded(text).replaceAll(/\s+/gu, ' ').trim();
const nothingButLetters = /[^\p{L}\p{N}\p{M}]/gu;

/**
 * The look of a text at a glance: its skeleton without case, blanks and punctuation. `i`, `l` and `1` are alike, and `w` is two `v`. It is
 * coarser than UTS 39, which tells small letters apart that look the same in a small font.
 */
export function glanceOf(text: string): string {
  const letters = folded(text).replaceAll(nothingButLetters, '');
  return skeletonOf(skeletonOf(letters).toLowerCase()).toLowerCase().replaceAll('i', 'l').replaceAll('w', 'vv');
}

const underscores = /(?<!\d)_+|_+(?!\d)/g;

/**
 * The look of a handle at a glance. Only one of the handles that look the same may be verified. An underscore counts only where it keeps
 * two numbers apart.
 */
export function handleGlanceOf(handle: string): string {
  const parts = handle.replaceAll(underscores, '').split(/_+/);
  return parts.map(glanceOf).join('_') || '_';
}

/** How alike two names are: the same text, confusable by UTS 39, alike at a glance, or different. */
export type Likeness = 'same' | 'confusable' | 'alike' | 'other';

/** Compares names as people read them: case, width and blanks make no difference. */
export function likenessOf(name: string, other: string): Likeness {
  if (exactly(name) === exactly(other)) return 'same';
  if (skeletonOf(name) === skeletonOf(other) || skeletonOf(exactly(name)) === skeletonOf(exactly(other)))
    return 'confusable';
  return glanceOf(name) === glanceOf(other) ? 'alike' : 'other';
}

/** Shorter names are searched as whole words only: "Ada" is in "Canada". */
const shortestInside = 5;

/** Whether a name contains another at a glance: as whole words or, unless that one is short, anywhere. */
export function contains(name: string, part: string): boolean {
  const searched = glanceOf(part);
  if (searched.length >= shortestInside) return glanceOf(name).includes(searched);
  return searched !== '' && name.split(nothingButLetters).some((word) => glanceOf(word) === searched);
}
