import { type RefusalReport, refusalsKeptDays } from '../../shared/domain/evidence/refusal.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import { keyDays, keyReasons, totalOfDays } from '../../shared/domain/usage/key-days.ts';
import { dayOf, rowsOf, tomorrowOf } from '../../shared/domain/usage/usage.ts';
import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { keyView } from '../../shared/http/present-key.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import type { KeyDetailView } from '../../shared/http/views.ts';
import type { KeysDeps } from './deps.ts';

/**
 * GET /v1/keys/{id}: a key with its rotation, and its days of the last 30: what it read, and why it was refused. Usage has days and no times, so
 * the day of the last read is told, and the time of the last refused request.
 */
export const showKey =
  (deps: KeysDeps): SignedInRoute =>
  async ({ session: { accountId }, params }) => {
    const line = found(await deps.apiKeys.lineOf(accountId, params.id ?? ''), 'This key');
    const now = deps.now();
    const kept = new Date(now.getTime() - refusalsKeptDays * 86_400_000);
    const [used, { reports, since }] = await Promise.all([
      deps.liveUsage.days(accountId, { from: dayOf(kept), to: tomorrowOf(now) }),
      deps.refusals.latest(accountId, { from: kept.toISOString(), to: tomorrowOf(now) }),
    ]);
    const { key, previous, next } = line;
    const rows = rowsOf(used).filter(({ keyId }) => keyId === key.id);
    const days = keyDays(rows, reports, key.id);
    const body: KeyDetailView = {
      ...keyView(key),
      previous: previous && { id: previous.id, worksUntil: endAfter(now, previous) },
      next: next?.id ?? null,
      days,
      total: totalOfDays(days),
      reasons: keyReasons(reports, key.id),
      refusedSince: since,
      lastReadOn: days.findLast(({ requests }) => requests > 0)?.day ?? null,
      lastRefused: lastRefusedOf(reports, key.id),
    };
    return ok(body);
  };

/** When the key ends, by its expiry; null where it has ended, so that no reader needs a clock that is right. */
const endAfter = (now: Date, { revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>): string | null =>
  revokedAt === null && expiresAt !== null && expiresAt > now.toISOString() ? expiresAt : null;

/** The latest refused call of the key that was told one by one. */
function lastRefusedOf(reports: readonly RefusalReport[], keyId: string): KeyDetailView['lastRefused'] {
  const calls = reports.flatMap(({ told }) => told.filter((call) => call.keyId === keyId));
  const last = calls.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
  return last ? { at: last.at, address: last.address } : null;
}
