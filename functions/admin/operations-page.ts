import { workingNow } from '../../shared/domain/status/pulse.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { OperationsView } from '../../shared/http/views.ts';
import { datasetRows } from './dataset-state.ts';
import type { AdminDeps } from './deps.ts';

/** GET /v1/admin/operations: workers as they were last seen, queues, datasets with their age, and the noted cost. One round of reads. */
export const readOperations =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    knownParameters(request, []);
    return ok(await runningNow(deps));
  };

/** Workers, queues, datasets and cost, for Today and the page of operations alike. */
export async function runningNow(deps: AdminDeps): Promise<OperationsView> {
  const [jobs, depths, datasets, cost] = await Promise.all([
    jobsNow(deps),
    deps.queueDepths.read(),
    datasetsNow(deps),
    deps.costs.latest(),
  ]);
  return { jobs, queues: depths.map(({ name, depth }) => ({ name, depth: depth && { ...depth } })), datasets, cost };
}

/** Null while the bucket cannot be read, so that Today still answers. */
const datasetsNow = (deps: AdminDeps): Promise<OperationsView['datasets']> =>
  datasetRows(deps).catch((error: unknown) => {
    deps.log.error('the versions of datasets cannot be read', error);
    return null;
  });

async function jobsNow({ pulses, now }: AdminDeps): Promise<OperationsView['jobs']> {
  const seen = await pulses.read();
  const working = workingNow(seen, now());
  const beats = (['webhooks', 'billing'] as const).map((name) => ({
    ...{ name, seenAt: seen[name]?.at ?? null, working: working[name] },
    waitingSince: seen[name]?.oldestAt ?? null,
  }));
  const mailedAt =
    [seen.mail.sentAt, seen.mail.refusedAt]
      .filter((each) => each !== null)
      .toSorted()
      .at(-1) ?? null;
  return [...beats, { name: 'mail', seenAt: mailedAt, working: working.mail, waitingSince: null }];
}
