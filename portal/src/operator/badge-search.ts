import type { AdminBadgeView } from '../../../shared/http/views.ts';

const plain = (text: string) => text.normalize('NFKC').toLocaleLowerCase();

/** The badges whose handle, name, address or site contains every search word. */
export function matching(badges: readonly AdminBadgeView[], words: string): readonly AdminBadgeView[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return badges.filter(({ handle, displayName, email, url }) => {
    const text = plain(`@${handle} ${displayName} ${email} ${url}`);
    return wanted.every((word) => text.includes(word));
  });
}
