import { mapConcurrent } from '../../shared/concurrency.ts';
import { type JobContext, jobFunction, queueFunction, queueOrJobFunction } from '../../shared/http/stacks.ts';
import type { BadgeCheckMessage } from '../../shared/queues.ts';
import type { BadgeLook } from '../../shared/storage/badges/badge-looks.ts';
import type { BadgeLooksDeps } from './deps.ts';
import { checkBadges } from './look.ts';

const pageSize = 100;
const maxAtOnce = 10;
/** The time left for the page of looks at hand. */
const reserveMs = 60_000;

/** How many due checks a run made, and how many failed. */
export type LooksReport = { readonly taken: number; readonly failed: number };

/**
 * Checks the badges of an account as soon as its access has changed, as the queue says.
 * On a schedule it checks badges that were about to change, and those whose paid period has ended.
 * A check that fails stays due and delays no other. The run fails at its end, so that the alarm fires.
 */
export function badgeLooks(deps: BadgeLooksDeps) {
  const job = jobFunction<LooksReport>(deps, (context) => lookWhereDue(deps, context));
  const queue = queueFunction({ log: deps.log }, ({ body }) =>
    checkBadges(deps, (JSON.parse(body) as BadgeCheckMessage).accountId),
  );
  return queueOrJobFunction({ queue, job });
}

async function lookWhereDue(deps: BadgeLooksDeps, context: JobContext): Promise<LooksReport> {
  const goOn = () => (context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY) > reserveMs;
  const counts = { taken: 0, failed: 0 };
  const began = deps.now();
  const seen = new Set<string>();
  let fresh: readonly BadgeLook[];
  do {
    const due = await deps.badgeLooks.due(began, pageSize + counts.failed);
    fresh = due.filter((look) => !seen.has(nameOf(look)));
    for (const look of fresh) seen.add(nameOf(look));
    const byAccount = [...Map.groupBy(fresh, ({ accountId }) => accountId)];
    await mapConcurrent(maxAtOnce, byAccount, async ([accountId, looks]) => {
      counts[await take(deps, accountId, looks)] += looks.length;
    });
  } while (fresh.length > 0 && goOn());
  if (counts.failed > 0) throw new Error(`${counts.failed} looks at badges could not be taken`);
  return counts;
}

const nameOf = ({ accountId, because, id }: BadgeLook): string => `${accountId} ${because} ${id}`;

/** All that is due of one account is one look. */
async function take(deps: BadgeLooksDeps, accountId: string, looks: readonly BadgeLook[]): Promise<keyof LooksReport> {
  try {
    await checkBadges(deps, accountId);
    for (const look of looks) await deps.badgeLooks.done(look);
    return 'taken';
  } catch (error) {
    deps.log.error('look at badges not taken', error, { account: accountId });
    return 'failed';
  }
}
