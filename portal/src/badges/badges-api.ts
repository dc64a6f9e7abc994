import { useQuery } from '@tanstack/react-query';
import type { BadgeView } from '../../../shared/http/views.ts';
import { getAll, post } from '../api/client.ts';

/** The badges that this account applied for. */
export const useBadges = () => useQuery({ queryKey: ['badges'], queryFn: () => getAll<BadgeView>('/v1/badges') });

/** Handles as the API takes them: what stands in a badge's address. */
export const handlePattern = '[a-z0-9_]{1,30}';

export type Application = Pick<BadgeView, 'kind' | 'handle' | 'displayName' | 'url'> & { readonly picture?: string };

/** Asks for a badge with a profile; it shows once it is paid for and approved. */
export const applyForBadge = (application: Application) => post<BadgeView>('/v1/badges', application);

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? character);

/** HTML that shows a badge on another site and leads to its page. `origin` without a slash at its end. */
export function embedOf({ handle, displayName }: BadgeView, origin: string): string {
  const page = `${origin}/badges/${encodeURIComponent(handle)}`;
  return `<a href="${page}"><img src="${page}.svg" alt="${escapeHtml(displayName)}" height="28"></a>`;
}
