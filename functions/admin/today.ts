import type { FailingPart } from '../../shared/domain/billing/recurring.ts';
import { revenueIn } from '../../shared/domain/console/revenue.ts';
import { stuckGroups } from '../../shared/domain/console/stuck-events.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { TodayView, WaitingView } from '../../shared/http/views.ts';
import type { FailingPage } from '../../shared/storage/billing/revenue.ts';
import type { AdminDeps } from './deps.ts';
import { runningNow } from './operations-page.ts';
import { rangeEndingAt, rollupsOf } from './revenue.ts';
import { failingWebhooksNow, suspendedOfLate } from './today-organizations.ts';

const dayMs = 86_400_000;
/** As many as one read of the index holds at the most; beyond them, counts say that there are more. */
const maxEntries = 1_000;
/** Reviews are counted so far: nobody needs the exact length of a longer queue. */
const maxReviews = 100;
const shown = 5;
const shownIds = 100;
const shownGroups = 20;

/** GET /v1/admin/today: what needs operators now. Two rounds of reads, whatever the number of organizations. */
export const readToday =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    knownParameters(request, []);
    const now = deps.now();
    const [failing, events, webhooks, suspended, reviews, corrections, revenue, running] = await Promise.all([
      failingNow(deps, await deps.revenue.failing({ limit: maxEntries })),
      stuckNow(deps),
      failingWebhooksNow(deps),
      suspendedOfLate(deps),
      reviewsNow(deps),
      correctionsSince(deps, new Date(now.getTime() - dayMs)),
      revenueNow(deps),
      runningNow(deps),
    ]);
    return ok({
      checkedAt: now.toISOString(),
      failing,
      events,
      webhooks,
      suspended,
      reviews,
      corrections,
      revenue,
      ...running,
    } satisfies TodayView);
  };

async function failingNow({ organizationRows, now }: AdminDeps, { organizations, cursor }: FailingPage) {
  const byId = Map.groupBy(organizations, ({ accountId }) => accountId);
  const at = now().toISOString();
  const all = [...byId].map(([id, entries]) => ({ id, payments: entries.flatMap(({ payments }) => payments) }));
  const ends = all.toSorted((a, b) => firstEndOf(a.payments, at).localeCompare(firstEndOf(b.payments, at)));
  const rows = await organizationRows.of(ends.slice(0, shown).map(({ id }) => id));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const first = firstEndOf(ends[0]?.payments ?? [], at);
  return {
    ...{ count: byId.size, more: cursor !== undefined, firstEnd: first === noEnd ? null : first },
    atRisk: sums(organizations.flatMap(({ payments }) => payments)),
    data: ends.slice(0, shown).map(({ id, payments }) => ({ id, name: names.get(id) ?? '', payments: [...payments] })),
  };
}

const noEnd = '~';
/** The first end of access that is to come. */
const firstEndOf = (payments: readonly FailingPart[], at: string): string =>
  payments
    .flatMap(({ accessUntil }) => (accessUntil !== null && accessUntil > at ? [accessUntil] : []))
    .toSorted()[0] ?? noEnd;

function sums(payments: readonly FailingPart[]): TodayView['failing']['atRisk'] {
  const byCurrency = new Map<string, number>();
  for (const { amount } of payments)
    if (amount) byCurrency.set(amount.currency, (byCurrency.get(amount.currency) ?? 0) + amount.amountMinor);
  return [...byCurrency].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}

async function stuckNow({ events }: AdminDeps): Promise<TodayView['events']> {
  const page = await events.stuck({ limit: maxEntries });
  const groups = stuckGroups(page.events).slice(0, shownGroups);
  return {
    ...{ count: page.events.length, more: page.cursor !== undefined },
    groups: groups.map((group) => ({ ...group, types: [...group.types], ids: group.ids.slice(0, shownIds) })),
  };
}

async function reviewsNow({ badges, useCases, contests }: AdminDeps): Promise<TodayView['reviews']> {
  const limit = maxReviews;
  const [applied, declared, contested] = await Promise.all([
    badges.list({ limit, state: 'in_review' }),
    useCases.list({ limit, standing: 'open' }),
    contests.list({ limit, state: 'open' }),
  ]);
  return {
    badges: waiting(
      applied.applications.map(({ appliedAt }) => appliedAt),
      applied.cursor,
    ),
    useCases: waiting(
      declared.useCases.map(({ declaredAt }) => declaredAt),
      declared.cursor,
    ),
    contests: waiting(
      contested.contests.map(({ at }) => at),
      contested.cursor,
    ),
  };
}

const waiting = (times: readonly string[], cursor: string | undefined): WaitingView => ({
  count: times.length,
  more: cursor !== undefined,
  oldestAt: times.toSorted()[0] ?? null,
});

async function correctionsSince({ drift }: AdminDeps, since: Date): Promise<TodayView['corrections']> {
  const { corrections, cursor } = await drift.list({ limit: maxReviews });
  const recent = corrections.filter(({ at }) => at >= since.toISOString());
  const isCut = cursor !== undefined && recent.length === corrections.length;
  return {
    count: recent.length,
    more: isCut,
    lastAt:
      corrections
        .map(({ at }) => at)
        .toSorted()
        .at(-1) ?? null,
  };
}

async function revenueNow(deps: AdminDeps): Promise<TodayView['revenue']> {
  const range = rangeEndingAt(deps.now(), 30);
  const rollups = await rollupsOf(deps, range.from);
  return rollups.map((each) => {
    const { currency, monthly, startMinor, endMinor, bridge } = revenueIn(each, range);
    const changed = { changeMinor: endMinor - startMinor, newMinor: bridge.new.amountMinor };
    return { currency, monthlyMinor: monthly.amountMinor, ...changed, lostMinor: bridge.lost.amountMinor };
  });
}
