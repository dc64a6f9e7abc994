import type { RefusalReport } from '../../shared/domain/evidence/refusal.ts';
import { groupedUsage, totalOf } from '../../shared/domain/usage/grouped.ts';
import { dayOf, rowsOf, tomorrowOf } from '../../shared/domain/usage/usage.ts';
import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { keyView } from '../../shared/http/present-key.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import type { KeyDetailView } from '../../shared/http/views.ts';
import type { KeysDeps } from './deps.ts';
import { refusedIn } from './refused.ts';

const shownMs = 30 * 86_400_000;

/**
 * GET /v1/keys/{id}: a key with its rotation, and its days of the last 30: what it read, and why it was refused. Usage has days and no times, so
 * the day of the last read is told, and the time of the last refused request.
 */
export const showKey =
  (deps: KeysDeps): SignedInRoute =>
  async ({ session: { accountId }, params }) => {
    const now = deps.now();
    const since = dayOf(new Date(now.getTime() - shownMs));
    const [line, days, refused] = await Promise.all([
      deps.apiKeys.lineOf(accountId, params.id ?? ''),
      deps.liveUsage.days(accountId, { from: since, to: tomorrowOf(now) }),
      refusedIn(deps, accountId, { from: since, to: tomorrowOf(now) }),
    ]);
    const { key, previous, next } = found(line, 'This key');
    const rows = rowsOf(days).filter(({ keyId }) => keyId === key.id);
    const refusals = refused.rows.filter(({ keyId }) => keyId === key.id);
    const groups = groupedUsage({ rows, refusals, by: ['day'] });
    const reasons = groupedUsage({ rows: [], refusals, by: ['status'] });
    const body: KeyDetailView = {
      ...keyView(key),
      previous: previous && { id: previous.id, worksUntil: previous.expiresAt },
      next: next?.id ?? null,
      days: groups,
      total: totalOf(groups),
      reasons: reasons.map(({ bucket, refused: count }) => ({ reason: bucket, count })),
      refusedSince: refused.since,
      lastReadOn: rows.filter(({ requests }) => requests > 0).reduce<string | null>(laterDay, null),
      lastRefused: lastRefusedOf(refused.reports, key.id),
    };
    return ok(body);
  };

const laterDay = (latest: string | null, { day }: { readonly day: string }): string =>
  latest !== null && latest > day ? latest : day;

/** The latest refused call of the key that was told one by one. */
function lastRefusedOf(reports: readonly RefusalReport[], keyId: string): KeyDetailView['lastRefused'] {
  const calls = reports.flatMap(({ told }) => told.filter((call) => call.keyId === keyId));
  const [last] = calls.toSorted((a, b) => b.at.localeCompare(a.at));
  return last ? { at: last.at, address: last.address } : null;
}
