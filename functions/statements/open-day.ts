import type { StatementDay } from '../../shared/storage/evidence/statement-days.ts';
import type { StatementsDeps } from './deps.ts';

type DayDeps = Pick<StatementsDeps, 'sealClaims' | 'seals' | 'statementDays' | 'now'>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A run of `ledger-seal` that took its time before the day's end has ended by then: Lambda ends a function after 15 minutes. */
const marginMs = 20 * 60_000;
const pageSize = 100;

/**
 * The day whose statements are made next: one that is not done, or the earliest with seals that no day before it has. Null where none has ended.
 * Each seal is of one day, so that nothing is stated twice or never, whatever a clock says (decision 0128).
 */
export async function openDay(deps: DayDeps): Promise<StatementDay | null> {
  const last = await deps.statementDays.last();
  if (last && !last.done) return last;
  const fromSeal = (last?.toSeal ?? 0) + 1;
  const [first] = await deps.seals.from(fromSeal, 1);
  if (!first) return null;
  const day = later(dayOf(first.seal.hour), last ? dayAfter(last.day) : '');
  if (!(await isComplete(deps, day))) return null;
  const toSeal = await lastSealOf(deps, day, fromSeal);
  return deps.statementDays.open({ day, fromSeal, toSeal, at: deps.now().toISOString() });
}

/** Seals of a day are claimed until an hour after its end. Claims have no earlier time than the claim before, and one is done before the next. */
async function isComplete({ sealClaims, now }: DayDeps, day: string): Promise<boolean> {
  const endMs = Date.parse(day) + dayMs + hourMs;
  if (now().getTime() < endMs + marginMs) return false;
  const last = await sealClaims.last();
  return !last || last.done !== null || Date.parse(last.claim.at) >= endMs;
}

async function lastSealOf({ seals }: DayDeps, day: string, fromSeal: number): Promise<number> {
  let next = fromSeal;
  for (;;) {
    const page = await seals.from(next, pageSize);
    const within = page.findIndex(({ seal }) => dayOf(seal.hour) > day);
    if (within >= 0) return next + within - 1;
    next += page.length;
    if (page.length < pageSize) return next - 1;
  }
}

const dayOf = (time: string): string => time.slice(0, 10);
const dayAfter = (day: string): string => dayOf(new Date(Date.parse(day) + dayMs).toISOString());
const later = (one: string, other: string): string => (one > other ? one : other);
