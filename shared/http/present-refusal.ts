import type { RefusalRow } from '../domain/evidence/refusal.ts';
import { problems } from '../errors.ts';
import type { RefusalView } from './views.ts';

/** Refused calls of one key for one reason, as their organization sees them. */
export const refusalView = ({ keyId, app, dataset, reason, count, from, to, calls }: RefusalRow): RefusalView => ({
  ...{ key: keyId, app, dataset, reason, status: problems[reason].status, count, from, to },
  calls: calls.map((each) => ({ ...each })),
});
