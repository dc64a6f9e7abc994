import type { WebhookEvent } from '../../shared/domain/webhooks/event.ts';
import { jobFunction, queueFunction, queueOrJobFunction } from '../../shared/http/stacks.ts';
import type { WebhookMessage } from '../../shared/queues.ts';
import { announce } from './announce.ts';
import type { WebhookSenderDeps } from './deps.ts';
import { runDue } from './run-due.ts';

/** Time kept for the page of deliveries in progress. */
const reserveMs = 60_000;

/**
 * Tells webhooks of events: of what the queue brings at once, of what has to be tried again by a schedule. The only function that connects to
 * addresses that buyers choose; it holds what opens signing secrets, and neither Stripe's key nor any pepper. It writes deliveries. Where
 * access changed, it has the account's badges looked at.
 */
export function webhookSender(deps: WebhookSenderDeps) {
  const queue = queueFunction({ log: deps.log }, async ({ body }) => {
    const message = JSON.parse(body) as WebhookMessage;
    const { event } = message;
    if (event.type === 'access.changed') await deps.looks.send({ accountId: event.accountId });
    if (!(await namesWhoLeft(deps, event))) await announce(deps, message);
  });
  const job = jobFunction(deps, (context) =>
    runDue(deps, () => (context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY) > reserveMs),
  );
  return queueOrJobFunction({ queue, job });
}

/** An event with a name that somebody typed may have waited in the queue while its account was deleted: then nothing names them any more. */
async function namesWhoLeft({ accounts }: WebhookSenderDeps, { data, accountId }: WebhookEvent): Promise<boolean> {
  if (typeof data.displayName !== 'string' && typeof data.label !== 'string') return false;
  return (await accounts.find(accountId))?.leavingAt !== undefined;
}
