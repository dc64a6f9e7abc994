import { operators } from '../../shared/domain/webhooks/webhook.ts';
import type { TodayView } from '../../shared/http/views.ts';
import type { AdminDeps } from './deps.ts';

const hourMs = 3_600_000;
/** As long as deliveries are kept. */
const failingForMs = 30 * 24 * hourMs;
const suspendedForMs = 48 * hourMs;
/** Beyond them, counts say that there are more. */
const maxEntries = 100;
const shown = 5;

const before = ({ now }: AdminDeps, ms: number): string => new Date(now().getTime() - ms).toISOString();

/** The name of each organization that is there. */
async function namesOf({ organizationRows }: AdminDeps, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map((await organizationRows.of(ids)).map(({ id, name }) => [id, name]));
}

/** Webhooks that do not answer, those that began last first. Two rounds of reads. */
export async function failingWebhooksNow(deps: AdminDeps): Promise<TodayView['webhooks']> {
  const { webhooks, more } = await deps.failingWebhooks.since(before(deps, failingForMs), maxEntries);
  const first = webhooks.slice(0, shown);
  const names = await namesOf(
    deps,
    first.flatMap(({ owner }) => (owner === operators ? [] : [owner])),
  );
  const data = first.map(({ owner, webhookId, url, ...facts }) => ({
    ...{ id: webhookId, organization: owner === operators ? null : { id: owner, name: names.get(owner) ?? '' } },
    ...{ host: URL.parse(url)?.host ?? url, ...facts },
  }));
  return { count: webhooks.length, more, data };
}

/** Suspensions of the last 48 hours that stand, the latest first. Two rounds of reads. */
export async function suspendedOfLate(deps: AdminDeps): Promise<TodayView['suspended']> {
  const { suspended, more } = await deps.suspensions.since(before(deps, suspendedForMs), maxEntries);
  const first = suspended.slice(0, shown);
  const names = await namesOf(
    deps,
    first.map(({ accountId }) => accountId),
  );
  const data = first.map(({ accountId: id, ...facts }) => ({
    organization: { id, name: names.get(id) ?? '' },
    ...facts,
  }));
  return { count: suspended.length, more, data };
}
