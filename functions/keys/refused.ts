import { refusalsKeptDays } from '../../shared/domain/evidence/refusal.ts';
import type { RefusedRow } from '../../shared/domain/usage/grouped.ts';
import type { KeysDeps } from './deps.ts';

type Span = { readonly from: string; readonly to: string };

const dayMs = 86_400_000;

/** Refused calls of these days, or of all days for which they are kept. `since`: all from this time on are counted, and none before. */
export async function refusedIn(
  { refusals, now }: Pick<KeysDeps, 'refusals' | 'now'>,
  accountId: string,
  span: Span | null,
): Promise<{ readonly rows: readonly RefusedRow[]; readonly since: string }> {
  const kept = new Date(now().getTime() - refusalsKeptDays * dayMs).toISOString();
  const tomorrow = new Date(now().getTime() + dayMs).toISOString();
  const from = span && span.from > kept ? new Date(span.from).toISOString() : kept;
  const { reports, since } = await refusals.latest(accountId, {
    from,
    to: span && span.to < tomorrow ? span.to : tomorrow,
  });
  const rows = reports.flatMap(({ from: at, counts }) =>
    counts.map(({ keyId, dataset, reason, count }) => ({
      ...{ day: at.slice(0, 10), keyId, datasetId: dataset },
      ...{ reason, refused: count },
    })),
  );
  return { rows, since };
}
