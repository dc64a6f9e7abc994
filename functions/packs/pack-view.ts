import { hasStopped, type PackOrder, packExpiresAt } from '../../shared/domain/evidence/pack-order.ts';
import type { PackFileView, PackView } from '../../shared/http/views.ts';

/** An order as whoever placed it sees it. A file that has expired is not there any more. */
export function packView(order: PackOrder, now: Date, url?: string): PackView {
  const { id, from, to, orderedAt, progress, reason } = order;
  const isOver = hasStopped(order, now);
  return {
    ...{ id, from, to, orderedAt, progress },
    status: isOver ? 'failed' : order.status,
    file: fileView(order, now, url),
    reason: isOver ? 'The work on it stopped. Order it again.' : reason,
  };
}

/** Whether the file of an order can be fetched. */
export const hasFile = ({ made }: PackOrder, now: Date): boolean =>
  made !== null && packExpiresAt(made) > now.toISOString();

function fileView(order: PackOrder, now: Date, url?: string): PackFileView | null {
  const { made } = order;
  if (!made || !hasFile(order, now)) return null;
  const { bytes, sealedThrough, keyId } = made;
  return { bytes, sealedThrough, keyId, expiresAt: packExpiresAt(made), ...(url !== undefined && { url }) };
}
