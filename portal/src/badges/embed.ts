import type { BadgeView } from '../../../shared/http/views.ts';

/** Heights of a mark in CSS pixels. */
export const embedSizes = [16, 20, 28, 40, 64, 128] as const;
/** Colours of a mark; `auto` follows the reader's system. */
export const embedThemes = ['auto', 'light', 'dark'] as const;
/** Image formats of a mark. */
export const embedForms = ['svg', 'png'] as const;

/** The looks of a mark on another site. `size` is its height in CSS pixels. */
export type EmbedWish = {
  readonly form: (typeof embedForms)[number];
  readonly theme: (typeof embedThemes)[number];
  readonly size: (typeof embedSizes)[number];
  readonly rightToLeft: boolean;
};

/** The mark's address, from `origin` without a slash at its end. */
export function markOf(handle: string, { form, theme, size, rightToLeft }: EmbedWish, origin: string): string {
  const query = new URLSearchParams({ theme, size: String(size), ...(rightToLeft && { dir: 'rtl', lang: 'ar' }) });
  return `${pageOf(handle, origin)}.${form}?${query}`;
}

/** The badge's public page. */
export const pageOf = (handle: string, origin: string): string => `${origin}/badges/${encodeURIComponent(handle)}`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? character);

/** HTML without script that shows a mark on another site and links to the badge's page. */
export function embedOf({ handle, displayName }: BadgeView, wish: EmbedWish, origin: string): string {
  const mark = escapeHtml(markOf(handle, wish, origin));
  const image = `<img src="${mark}" alt="${escapeHtml(displayName)}" height="${wish.size}">`;
  return `<a href="${pageOf(handle, origin)}">${image}</a>`;
}
