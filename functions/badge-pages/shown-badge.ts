import { isHandle } from '../../shared/domain/badges/handle.ts';
import type { PublicBadgeView } from '../../shared/http/views.ts';
import { publicView } from '../../shared/services/badges/public-view.ts';
import type { BadgeRead } from '../../shared/storage/badges/badge-reads.ts';
import type { BadgePagesDeps } from './deps.ts';

/** A badge as the table has it, and as the public sees it. */
export type ShownBadge = { readonly read: BadgeRead; readonly badge: PublicBadgeView };

/** A handle's badge as the public sees it; null where nothing of it is public. */
export async function shownOf(deps: BadgePagesDeps, handle: string): Promise<ShownBadge | null> {
  const [read] = isHandle(handle) ? await deps.badgeReads.read([handle]) : [];
  const badge = read && publicView(deps, read);
  return badge ? { read, badge } : null;
}
