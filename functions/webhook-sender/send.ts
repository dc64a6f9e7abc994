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
 * Sends one signed POST. A 2xx answer within 15 s means delivered. A redirect is not followed.
 * Only the answer's status is kept, and of a test, whether the challenge was repeated.
 * The target address is checked here too, since the host name may resolve elsewhere than at registration.
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
