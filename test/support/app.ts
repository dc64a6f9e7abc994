/** Every function in this process, over ports that a test gives: what the deployment is without AWS. */
import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { accounts } from '../../functions/accounts.ts';
import { admin } from '../../functions/admin.ts';
import { badges } from '../../functions/badges.ts';
import { billing } from '../../functions/billing.ts';
import { askForSyncOver } from '../../functions/data/ask-for-sync.ts';
import { data } from '../../functions/data.ts';
import { keys } from '../../functions/keys.ts';
import { leaving } from '../../functions/leaving.ts';
import { mailFeedback } from '../../functions/mail-feedback.ts';
import type { Mail } from '../../functions/mailer/mail.ts';
import { mailer } from '../../functions/mailer.ts';
import type { ReconcileReport } from '../../functions/reconcile/report.ts';
import { reconcile } from '../../functions/reconcile.ts';
import { stripeSync } from '../../functions/stripe-sync.ts';
import { webhookSecretsOver } from '../../functions/stripe-webhook/secrets.ts';
import { stripeWebhook } from '../../functions/stripe-webhook.ts';
import { groupOf, type StripeMessage } from '../../shared/domain/billing/stripe-message.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { parsePeppers } from '../../shared/domain/keys/hash.ts';
import type { MetricName } from '../../shared/env.ts';
import { AppError } from '../../shared/errors.ts';
import { stripeInboxTries } from '../../shared/inbox-tries.ts';
import { logOf } from '../../shared/log.ts';
import type { LeavingMessage, MailMessage } from '../../shared/queues.ts';
import { retryConflicts } from '../../shared/storage/retry-conflicts.ts';
import type { Table } from '../../shared/storage/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import defaultCatalog from '../../tollgate.config.ts';
import { type Handler, testQueue } from './app-queues.ts';
import { countedRecords } from './app-records.ts';
import { repositoriesOver } from './app-repositories.ts';
import { type Call, eventOf, origin, originSecret, type Reply, replyOf } from './app-request.ts';
import { webhookSecret } from './app-webhook.ts';
import { type FaultyCalls, faultyCalls } from './faulty-calls.ts';

export type AppOptions = {
  readonly table: Table;
  readonly stripe: StripeGateway;
  readonly now: () => Date;
  readonly catalog?: Catalog;
  readonly webhookSecrets?: readonly string[];
  readonly mode?: 'test' | 'live';
  readonly operatorSignIn?: 'link' | 'passkey';
  /** Interrupts the queues and the mail service, where given. */
  readonly calls?: FaultyCalls;
};

export type App = ReturnType<typeof assemble>;

let apps = 0;

/** Ids and tokens are the same in every run, and no two apps of a run share any. */
export function assemble({ table: given, now, calls = faultyCalls(), ...options }: AppOptions) {
  const { stripe, catalog = defaultCatalog, operatorSignIn = 'link' } = options;
  const table = retryConflicts(given, { sleep: async () => {}, random: () => 0 });
  const { newId, newToken, randomBytes } = seeded(++apps);
  const logs: string[] = [];
  const counts: { readonly name: MetricName; readonly value: number }[] = [];
  const mails: Mail[] = [];
  const mailQueue = testQueue<MailMessage>();
  const leavingQueue = testQueue<LeavingMessage>();
  const feedbackQueue = testQueue<object>();
  const stripeQueue = testQueue<StripeMessage>(stripeInboxTries);
  const reach = (name: string, make: () => unknown) =>
    calls.run({ name, unavailable }, async () => void (await make()));
  const stripeInbox = {
    send: (message: StripeMessage, deduplicationId: string) =>
      reach('queue stripe', () => stripeQueue.put(message, { group: groupOf(message), deduplicationId })),
  };
  const deps = {
    ...repositoriesOver(table),
    log: logOf('app', (line) => logs.push(line)),
    origin,
    originSecret,
    now,
    catalog,
    newId,
    newToken,
    randomBytes,
    stripe,
    mail: { send: (message: MailMessage) => reach('queue mail', () => mailQueue.put(message)) },
    leaving: { send: (message: LeavingMessage) => reach('queue leaving', () => leavingQueue.put(message)) },
    deliver: (mail: Mail) => reach('deliver', () => mails.push(mail)),
    stripeQueue: stripeInbox,
    operators: catalog.operators,
    operatorSignIn,
    peppers: parsePeppers(JSON.stringify({ 1: 'a pepper that nobody else can know' })),
    engine: countedRecords(),
    askForSync: askForSyncOver(stripeInbox, now),
    queue: stripeInbox,
    webhookSecrets: webhookSecretsOver({
      read: async () => (options.webhookSecrets ?? [webhookSecret]).join(),
      nowMs: () => now().getTime(),
      log: logOf('webhook', (line) => logs.push(line)),
    }),
    mode: options.mode ?? ('test' as const),
    count: (name: MetricName, value: number) => void counts.push({ name, value }),
  };
  const handlers = {
    accounts: accounts(deps),
    billing: billing(deps),
    keys: keys(deps),
    data: data(deps),
    badges: badges(deps),
    admin: admin(deps),
    'stripe-webhook': stripeWebhook(deps),
  } as unknown as Readonly<Record<string, Handler>>;
  const deliverStripe = () => stripeQueue.receive(stripeSync(deps) as unknown as Handler);
  const deliverMail = () => mailQueue.receive(mailer(deps) as unknown as Handler);
  const deliverFeedback = () => feedbackQueue.receive(mailFeedback(deps) as unknown as Handler);
  const deliverLeaving = () => leavingQueue.receive(leaving(deps) as unknown as Handler);
  return {
    deps,
    logs,
    counts,
    mails,
    mailQueue,
    stripeQueue,
    deliverStripe,
    deliverMail,
    leavingQueue,
    deliverLeaving,
    feedbackQueue,
    deliverFeedback,
    reconcile: (context = {}) => (reconcile(deps) as unknown as Handler)({}, context) as Promise<ReconcileReport>,
    /** One request through the function that the route tables name, with CloudFront's secret unless told otherwise. */
    async request<T = Record<string, unknown>>(method: string, path: string, call: Call = {}): Promise<Reply<T>> {
      const { word, event } = eventOf({ method, path, call, now, requestId: `request-${newId()}` });
      return replyOf<T>((await handlers[word]?.(event, {})) as APIGatewayProxyStructuredResultV2);
    },
    /** Runs stripe-sync, leaving, mailer and mail-feedback until their queues are empty. */
    async drain() {
      while ((await deliverStripe()) || (await deliverLeaving()) || (await deliverMail()) || (await deliverFeedback()));
    },
  };
}

const unavailable = () => new AppError('unavailable', 'The queue does not answer. Try again in a moment.');

function seeded(seed: number) {
  let made = 0;
  const bytes = () => createHash('sha512').update(`${seed}:${++made}`).digest();
  return {
    newId: () => `${seed}-${++made}`,
    newToken: () => bytes().subarray(0, 32).toString('base64url'),
    randomBytes: (count: number) => bytes().subarray(0, count),
  };
}
