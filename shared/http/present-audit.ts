import type { AuditView } from './views.ts';

/** A key without its secret. */
type TrailLine = Omit<AuditView, 'detail'> & { readonly detail: Readonly<Record<string, string>> };

/** A line of a trail, without whose it is. */
export const auditView = ({ id, at, action, actor, detail }: TrailLine): AuditView => ({
  id,
  at,
  action,
  actor,
  detail: { ...detail },
});
