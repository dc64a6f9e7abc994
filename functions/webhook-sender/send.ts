import type { Attempt, Delivery } from '../../shared/domain/webhooks/delivery.ts';
import { retryAfterOf } from '../../shared/domain/webhooks/retries.ts';
import { opened } from '../../shared/domain/webhooks/sealed-secret.ts';
import { signatureHeaders } from '../../shared/domain/webhooks/signature.ts';
import { encryptionContext, signingNow, urlProblem, type Webhook } from '../../shared/domain/webhooks/webhook.ts';
import type { WebhookSenderDeps } from './deps.ts';

/** As long as Standard Webhooks recommends at least. */
const timeoutMs = 15_000;

type Sent = Attempt & {
  readonly retryAfterSeconds: number;
  /** It answered a test with the challenge that the test carried. */
  readonly hasAnswered: boolean;
};

/**
 * One signed POST. Arrived is what is answered with 2xx within 15 s; a redirect is not followed, and nothing of the answer is kept but its
 * status, and of a test whether it repeats the challenge. Where the name of the address leads is checked here too, since it can lead elsewhere than when it was registered.
 */
export async function send(deps: WebhookSenderDeps, webhook: Webhook, { eventId, body }: Delivery): Promise<Sent> {
  const now = deps.now();
  const attempt = { at: now.toISOString(), status: null, retryAfterSeconds: 0, hasAnswered: false };
  if (urlProblem(webhook.url, deps.mayBeLocal) !== null) return { ...attempt, error: 'not_public' };
  const { peppers } = await deps.webhookKeys.current();
  const secrets = signingNow(webhook, now).map((each) => opened(each, peppers, encryptionContext(webhook)));
  const base = new URL(webhook.url);
  const outcome = await deps.callOut({
    base,
    method: 'POST',
    path: base.pathname + base.search,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Tollgate-Webhooks/1.0',
      ...signatureHeaders({ id: eventId, at: now, body, secrets }),
    },
    body: Buffer.from(body),
    timeoutMs,
  });
  if (!outcome.ok) return { ...attempt, error: outcome.failure };
  const { status, headers, body: answer } = outcome.reply;
  const arrived = status >= 200 && status < 300;
  const retryAfterSeconds = retryAfterOf(headers['retry-after'], now);
  const hasAnswered = arrived && repeatsChallenge(body, answer);
  return { ...attempt, status, retryAfterSeconds, hasAnswered, error: arrived ? null : 'status' };
}

/** The challenge is some 40 bytes. */
const maxAnswerBytes = 200;

/** The challenge and nothing else, as text or JSON: a server that echoes whatever it gets has shown nothing. */
function repeatsChallenge(body: string, answer: Buffer): boolean {
  const { type, data } = JSON.parse(body) as { type: string; data: { challenge?: string } };
  if (type !== 'webhook.test' || typeof data.challenge !== 'string') return false;
  const text = answer.subarray(0, maxAnswerBytes).toString('utf8').trim();
  return text === data.challenge || text === JSON.stringify({ challenge: data.challenge });
}
