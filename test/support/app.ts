/** Every function of the deployment in this process, without AWS, over ports that a test supplies. */
import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2, SQSBatchResponse } from 'aws-lambda';
import { accounts } from '../../functions/accounts/handler.ts';
import { admin } from '../../functions/admin/handler.ts';
import { affiliates } from '../../functions/affiliates/handler.ts';
import { badgeLooks, type LooksReport } from '../../functions/badge-looks/handler.ts';
import { badgePages } from '../../functions/badge-pages/handler.ts';
import { badgeSettlement, type SettlementReport } from '../../functions/badge-settlement/handler.ts';
import { badges } from '../../functions/badges/handler.ts';
import { billing } from '../../functions/billing/handler.ts';
import { credentials } from '../../functions/credentials/handler.ts';
import { data } from '../../functions/data/handler.ts';
import { type DomainReport, domainCheck } from '../../functions/domain-check/handler.ts';
import { domains } from '../../functions/domains/handler.ts';
import { type KeyExpiryReport, keyExpiry } from '../../functions/key-expiry/handler.ts';
import { keys } from '../../functions/keys/handler.ts';
import { accountDeletion } from '../../functions/leaving/handler.ts';
import { ledgerSeal, type SealReport } from '../../functions/ledger-seal/handler.ts';
import { type LicenceNoticesReport, licenceNotices } from '../../functions/licence-notices/handler.ts';
import { mailFeedback } from '../../functions/mail-feedback/handler.ts';
import { mailer } from '../../functions/mailer/handler.ts';
import type { Mail } from '../../functions/mailer/mail.ts';
import { organizationMembers as members } from '../../functions/members/handler.ts';
import { packs } from '../../functions/packs/handler.ts';
import { reconcile } from '../../functions/reconcile/handler.ts';
import type { ReconcileReport } from '../../functions/reconcile/report.ts';
import { samples } from '../../functions/samples/handler.ts';
import { type StatementsReport, statementsJob } from '../../functions/statements/handler.ts';
import { stripeSync } from '../../functions/stripe-sync/handler.ts';
import type { WaitingReport } from '../../functions/stripe-sync/try-waiting.ts';
import { stripeWebhook } from '../../functions/stripe-webhook/handler.ts';
import { webhookSecretsIn, webhookSecretsOver } from '../../functions/stripe-webhook/secrets.ts';
import { topUp } from '../../functions/top-up/handler.ts';
import { type TrailReport, trail } from '../../functions/trail/handler.ts';
import { trailPages } from '../../functions/trail-pages/handler.ts';
import { type RollupReport, usageMerge } from '../../functions/usage-merge/handler.ts';
import { type UsageReportRun, usageReport } from '../../functions/usage-report/handler.ts';
import { webhookSender } from '../../functions/webhook-sender/handler.ts';
import type { DueReport } from '../../functions/webhook-sender/run-due.ts';
import { webhooks } from '../../functions/webhooks/handler.ts';
import type { TableAccess } from '../../infra/constructs/table.ts';
import { functions as declared } from '../../infra/functions.ts';
import { always, cached } from '../../shared/cached.ts';
import type { ExportStore } from '../../shared/datasets/export-store.ts';
import type { PublishedVersions } from '../../shared/datasets/published-versions.ts';
import type { QueryEngine } from '../../shared/datasets/query-engine.ts';
import type { MailDomains } from '../../shared/dns/mail-domains.ts';
import type { TxtResolver } from '../../shared/dns/txt-resolver.ts';
import { actionsOf } from '../../shared/domain/access/authority.ts';
import { groupOf, type StripeMessage } from '../../shared/domain/billing/stripe-message.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import type { ReportEvent, ReportRequest } from '../../shared/domain/usage/report-request.ts';
import type { MetricName } from '../../shared/env.ts';
import { AppError } from '../../shared/errors.ts';
import type { CallOut } from '../../shared/http/call-out.ts';
import { stripeInboxTries } from '../../shared/inbox-tries.ts';
import { logOf } from '../../shared/log.ts';
import { drawPicture } from '../../shared/pictures/draw.ts';
import type { DrawPicture } from '../../shared/pictures/picture.ts';
import { rasterizer } from '../../shared/pictures/png.ts';
import type { QueueDepths } from '../../shared/queue-depths.ts';
import type {
  AccountDeletionMessage,
  BadgeCheckMessage,
  TopUpMessage,
  UsageCheckMessage,
  UsageReportMessage,
  WebhookMessage,
} from '../../shared/queues.ts';
import { ownerOfKeyOver } from '../../shared/services/accounts/owner-of-key.ts';
import { spendOver } from '../../shared/services/budgets/budgets.ts';
import type { UsageReportDeps } from '../../shared/services/usage/report-deps.ts';
import { totalsOver } from '../../shared/services/usage/totals.ts';
import { targetProblemOver } from '../../shared/services/webhooks/target.ts';
import type { Signer } from '../../shared/signing/signer.ts';
import { retryConflicts } from '../../shared/storage/table/retry-conflicts.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { leavingOnly } from '../../shared/storage/trail/declared-lines.ts';
import { trailOver } from '../../shared/storage/trail/trail.ts';
import type { OfferAtStripe } from '../../shared/stripe/catalog/offer-at-stripe.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import type { ObjectsAtStripe } from '../../shared/stripe/objects-at-stripe.ts';
import type { UsageGateway } from '../../shared/stripe/usage.ts';
import defaultCatalog from '../../tollgate.config.ts';
import { undescribed } from './answers-as-described.ts';
import { appAdmission } from './app-admission.ts';
import { depthsOf, type Handler, testQueue } from './app-queues.ts';
import { countedRecords } from './app-records.ts';
import { repositoriesOver } from './app-repositories.ts';
import { type Call, eventOf, origin, originSecret, type Reply, replyOf } from './app-request.ts';
import { testSigner } from './app-signer.ts';
import { nobodyAnswers, type WebhookReceivers } from './app-webhook-receivers.ts';
import { webhookSecret } from './app-webhook-secret.ts';
import { authorityOf } from './declared-authority.ts';
import { memoryObjects } from './evidence/memory-objects.ts';
import { evidenceTestSigner } from './evidence/stored-ledger.ts';
import { type FaultyCalls, faultyCalls } from './faulty-calls.ts';
import { grantedTable } from './granted-table.ts';
import { keptTxtRecords } from './kept-records.ts';
import { noteMail, noteQueued, notingLines, withLines, withLinesOfWork } from './lines-of-request.ts';
import { memoryVersions } from './memory-versions.ts';
import { noObjectsAtStripe, nothingAtStripe } from './nothing-at-stripe.ts';
import { published } from './peppers.ts';
import { runningFunction } from './running-function.ts';

export type AppOptions = {
  readonly table: Table;
  readonly stripe: StripeGateway;
  readonly now: () => Date;
  readonly catalog?: Catalog;
  readonly webhookSecrets?: readonly string[];
  readonly mode?: 'test' | 'live';
  readonly operatorSignIn?: 'link' | 'passkey';
  /** The query engine; default `countedRecords`. */
  readonly engine?: QueryEngine;
  readonly exports?: ExportStore;
  /** Receives reported usage; by default it is dropped. */
  readonly stripeUsage?: UsageGateway;
  /** The offer at Stripe; nothing unless given. */
  readonly offerAtStripe?: OfferAtStripe;
  readonly objectsAtStripe?: ObjectsAtStripe;
  /** The units to report; by default those of the table's rows. */
  readonly totalOf?: UsageReportDeps['totalOf'];
  /** The receivers of webhooks; default none. */
  readonly receivers?: WebhookReceivers;
  /** The resolver of TXT records; default one without an answer. */
  readonly resolver?: TxtResolver;
  /** The imports of datasets; default none. */
  readonly versions?: PublishedVersions;
  /** Depths of queues; default those of the app's own. */
  readonly queueDepths?: QueueDepths;
  /** How fresh every dataset is; default unknown. */
  readonly freshness?: { readonly newestDay: string };
  /** The domains that accept mail; default all. */
  readonly mailDomains?: MailDomains;
  /** Draws pictures; default in this process. */
  readonly drawPicture?: DrawPicture;
  /** Fetches pictures; by default no address answers. */
  readonly fetchPicture?: CallOut;
  /** Signs credentials; default a key that all apps share. */
  readonly signer?: Signer;
  /** Grants on the table by function, in place of those that `infra/` declares. */
  readonly grants?: Readonly<Record<string, TableAccess>>;
  /** Interrupts calls of the queues and the mail service, if given. */
  readonly calls?: FaultyCalls;
  /** Milliseconds that each call counts as later than the one before; 0 where the test's clock moves between calls. */
  readonly apartMs?: number;
};

export type App = ReturnType<typeof assemble>;

let apps = 0;

/** Ids and tokens are the same in every run, and no two apps of a run share any. */
export function assemble({ table: given, now, calls = faultyCalls(), ...options }: AppOptions) {
  const { stripe, catalog = defaultCatalog, operatorSignIn = 'link', receivers = nobodyAnswers } = options;
  const table = retryConflicts(given, { sleep: async () => {}, random: () => 0 });
  const { newId, newToken, randomBytes } = seeded(++apps);
  const logs: string[] = [];
  const counts: { readonly name: MetricName; readonly value: number }[] = [];
  const mails: Mail[] = [];
  const hidden: { readonly receiptHandle: string; readonly seconds: number }[] = [];
  const mailQueue = testQueue<MailMessage>();
  const leavingQueue = testQueue<AccountDeletionMessage>();
  const feedbackQueue = testQueue<object>();
  const usageReportQueue = testQueue<UsageReportMessage>();
  const topUpQueue = testQueue<TopUpMessage>();
  const badgeLookQueue = testQueue<BadgeCheckMessage>();
  const usageCheckQueue = testQueue<UsageCheckMessage | ReportRequest>();
  const webhookQueue = testQueue<WebhookMessage>();
  const stripeQueue = testQueue<StripeMessage>(stripeInboxTries);
  const reach = (name: string, make: () => unknown) =>
    calls.run({ name, unavailable }, async () => void (await make()));
  const stripeInbox = {
    send: (message: StripeMessage, deduplicationId: string) =>
      reach('queue stripe', () => stripeQueue.put(message, { group: groupOf(message), deduplicationId })),
  };
  const repositories = repositoriesOver(table);
  const refusals: string[] = [];
  const tableOf = (name: string) =>
    grantedTable(
      leavingOnly(
        notingLines(table),
        actionsOf(authorityOf(name)),
        (sentence) => void refusals.push(`${name}: ${sentence}`),
      ),
      name,
      options.grants?.[name] ?? declared[name]?.table ?? {},
      (sentence) => void refusals.push(sentence),
    );
  const peppers = always(published({ 1: 'a pepper that nobody else can know' }));
  const topUps = { send: (message: TopUpMessage) => reach('queue top-up', () => topUpQueue.put(message)) };
  const looks = { send: (message: BadgeCheckMessage) => reach('queue badge-look', () => badgeLookQueue.put(message)) };
  const checks = {
    send: (message: UsageCheckMessage | ReportRequest) =>
      reach('queue usage-check', () => usageCheckQueue.put(message)),
  };
  const queues = { syncs: stripeInbox, topUps, checks };
  const { apartMs } = options;
  const admitting = appAdmission({
    ...repositoriesOver(tableOf('data')),
    ledger: repositories.ledger,
    ...{ catalog, peppers, now, randomBytes, queues },
    ...(apartMs !== undefined && { apartMs }),
  });
  const webhookLog = logOf('webhook', (line) => logs.push(line));
  const deps = {
    ...repositories,
    trail: trailOver(table, allOfTrail),
    ...admitting,
    stripeUsage: options.stripeUsage ?? silentUsage,
    offerAtStripe: options.offerAtStripe ?? nothingAtStripe,
    objectsAtStripe: options.objectsAtStripe ?? noObjectsAtStripe,
    totalOf: options.totalOf ?? totalsOver(repositories.usageDays),
    usageReports: { send: (message: UsageReportMessage) => reach('queue usage', () => usageReportQueue.put(message)) },
    topUps,
    looks,
    checks,
    admittingFunctions: {
      ask: async (_name: string, { reportOf }: ReportEvent) => ({
        isReported: await admitting.admission.reportOf(reportOf),
      }),
    },
    log: logOf('app', (line) => logs.push(line)),
    origin,
    originSecrets: [originSecret],
    now,
    catalog,
    newId,
    newToken,
    randomBytes,
    stripe,
    mail: {
      send: (message: MailMessage) =>
        reach('queue mail', () => {
          noteMail(message);
          mailQueue.put(message);
        }),
    },
    leaving: {
      send: (message: AccountDeletionMessage) =>
        reach('queue leaving', () => {
          noteQueued('leaving');
          leavingQueue.put(message);
        }),
    },
    webhookEvents: { send: (message: WebhookMessage) => reach('queue webhooks', () => webhookQueue.put(message)) },
    packQueue: { send: async () => {} },
    packAddresses: {
      address: async (id: string, name: string) => ({ url: `https://packs.example/${id}/${name}`, expiresAt: '' }),
    },
    webhookKeys: always(published({ 1: 'what seals the signing secrets of tests' })),
    targetProblem: targetProblemOver({ mayBeLocal: false, resolve: receivers.resolve }),
    callOut: receivers.callOut,
    drawPicture: options.drawPicture ?? drawPicture,
    fetchPicture: options.fetchPicture ?? nobodyAnswers.callOut,
    mayBeLocal: false,
    random: () => 0,
    resolver: options.resolver ?? keptTxtRecords(),
    versions: options.versions ?? memoryVersions(),
    freshnessOf: async (id: string) => ({
      id,
      publishedAt: null,
      records: null,
      newestDay: null,
      ...options.freshness,
    }),
    queueDepths: options.queueDepths ?? {
      read: async () =>
        depthsOf({
          ...{ stripe: stripeQueue, mail: mailQueue, mail_feedback: feedbackQueue, leaving: leavingQueue },
          ...{ usage_report: usageReportQueue, usage_check: usageCheckQueue, top_up: topUpQueue },
          ...{ badge_look: badgeLookQueue, webhooks: webhookQueue, packs: testQueue() },
        }),
    },
    mailDomains: options.mailDomains ?? { takesMail: async () => true },
    unguessable: () => randomBytes(4).reduce((sum, byte) => (sum + byte) / 256, 0),
    signer: options.signer ?? testSigner(),
    evidenceObjects: memoryObjects(),
    newSalt: () => newToken(),
    sealSigner: ledgerSigner,
    ledgerKeys: ledgerSigner,
    receiptSigner,
    receiptKeys: receiptSigner,
    hide: async (receiptHandle: string, seconds: number) => void hidden.push({ receiptHandle, seconds }),
    deliver: (mail: Mail) => reach('deliver', () => mails.push(mail)),
    stripeQueue: stripeInbox,
    rasterize: rasterizer(),
    togetherKey: async () => 'what hides networks and devices',
    operators: catalog.operators,
    spend: spendOver({ throttles: repositories.throttles, now }),
    operatorSignIn,
    peppers,
    engine: options.engine ?? countedRecords(),
    exports: options.exports ?? {
      keep: async () => Promise.reject(unavailable()),
      address: async () => Promise.reject(unavailable()),
    },
    queue: stripeInbox,
    webhookSecrets: webhookSecretsOver(
      cached({
        name: 'stripe-webhook-secrets',
        read: async () => (options.webhookSecrets ?? [webhookSecret]).join(),
        parse: (text) => webhookSecretsIn(text, webhookLog),
        nowMs: () => now().getTime(),
        log: webhookLog,
      }),
    ),
    mode: options.mode ?? ('test' as const),
    count: (name: MetricName, value: number) => void counts.push({ name, value }),
  };
  /** The dependencies of a function: its repositories do what its declaration in `infra/` grants, and nothing else. */
  const depsByName = new Map<string, typeof deps>();
  const depsOf = (name: string): typeof deps => {
    const known = depsByName.get(name);
    if (known) return known;
    const own = repositoriesOver(tableOf(name));
    const made = Object.assign(liveCopy(deps), own, admitting, {
      ownerOfKey: ownerOfKeyOver({ ...own, peppers, now }),
      ledger: repositories.ledger,
      trail: trailOver(tableOf(name), sights[name] ?? allOfTrail),
      spend: spendOver({ throttles: own.throttles, now }),
      totalOf: options.totalOf ?? totalsOver(own.usageDays),
    });
    depsByName.set(name, made);
    return made;
  };
  /** Makes a handler fail if its function tried anything that its declaration does not grant, even if the handler answered. */
  const granted =
    (name: string, handler: unknown): Handler =>
    async (event, context) => {
      const answer = await runningFunction.run(name, () => (handler as Handler)(event, context));
      if (refusals.length > 0) throw new Error(refusals.splice(0).join('; '));
      return answer;
    };
  /** Each function behind the routes, made when its first request comes. */
  const made = new Map<string, Handler>();
  const handlerOf = (name: keyof typeof routed): Handler => {
    const handler = made.get(name) ?? granted(name, (routed[name] as (given: typeof deps) => unknown)(depsOf(name)));
    made.set(name, handler);
    return handler;
  };
  /** Each function is one environment, which stays for all of its events. */
  const instances = new Map<unknown, Handler>();
  /** The same for a function behind a queue or a schedule, whose lines no request holds to a declaration. */
  const working = (name: string, handler: Handler): Handler => {
    const run = granted(name, handler);
    return (event, context) => withLinesOfWork(name, () => run(event, context), isWhole);
  };
  type Make = (given: typeof deps) => unknown;
  const running = (name: string, make: Make): Handler => {
    const running = instances.get(make) ?? working(name, make(depsOf(name)) as Handler);
    instances.set(make, running);
    return running;
  };
  /** Runs a scheduled job in an instance of its own. */
  const job = async <Report>(name: string, make: Make, context: object): Promise<Report> =>
    (await working(name, make(depsOf(name)) as Handler)({}, context)) as Report;
  const deliverStripe = () => stripeQueue.receive(running('stripe-sync', stripeSync));
  const deliverMail = () => mailQueue.receive(running('mailer', mailer));
  const deliverFeedback = () => feedbackQueue.receive(running('mail-feedback', mailFeedback));
  const deliverUsageReports = () => usageReportQueue.receive(running('usage-report', usageReport));
  const deliverUsageChecks = () => usageCheckQueue.receive(running('usage-merge', usageMerge));
  const deliverTopUps = () => topUpQueue.receive(running('top-up', topUp));
  const deliverWebhooks = () => webhookQueue.receive(running('webhook-sender', webhookSender));
  const deliverBadgeLooks = () => badgeLookQueue.receive(running('badge-looks', badgeLooks));
  const deliverLeaving = () => leavingQueue.receive(running('leaving', accountDeletion));
  return {
    deps,
    /** The dependencies of one function, by its name in `functions/`. */
    depsOf,
    logs,
    counts,
    mails,
    /** Mails that the mailer hid in its queue. */
    hidden,
    mailQueue,
    stripeQueue,
    deliverStripe,
    deliverMail,
    leavingQueue,
    deliverLeaving,
    topUpQueue,
    deliverTopUps,
    feedbackQueue,
    deliverFeedback,
    webhookQueue,
    deliverWebhooks,
    /** Runs the job of `badge-looks`. */
    lookAtBadges: (context = {}) => job<LooksReport>('badge-looks', badgeLooks, context),
    /** Runs the job of `webhook-sender`. */
    sendDue: (context = {}) => job<DueReport>('webhook-sender', webhookSender, context),
    /** Runs the job of `domain-check`. */
    checkDomains: (context = {}) => job<DomainReport>('domain-check', domainCheck, context),
    announceExpiries: (context = {}) => job<KeyExpiryReport>('key-expiry', keyExpiry, context),
    mergeUsage: (context = {}) => job<RollupReport>('usage-merge', usageMerge, context),
    /** Runs the job of `stripe-sync`. */
    tryWaiting: (context = {}) => job<WaitingReport>('stripe-sync', stripeSync, context),
    /** Runs the job of `badge-settlement`. */
    settleBadges: () => job<SettlementReport>('badge-settlement', badgeSettlement, {}),
    tellOfLicences: (context = {}) => job<LicenceNoticesReport>('licence-notices', licenceNotices, context),
    /** Runs the job of `statements`. */
    stateDays: (context = {}) => job<StatementsReport>('statements', statementsJob, context),
    /** Runs the job of `ledger-seal`. */
    sealLedger: (context = {}) => job<SealReport>('ledger-seal', ledgerSeal, context),
    usageReport: () => job<UsageReportRun>('usage-report', usageReport, {}),
    /** Ends the instance that admits, as an idle one ends. */
    endInstance: () => admitting.endInstance(),
    /** Runs the job of `trail`. */
    chainTrail: (context = {}) => job<TrailReport>('trail', trail, context),
    reconcile: (context = {}) => job<ReconcileReport>('reconcile', reconcile, context),
    /** Sends one request to the function that the route tables name, by default with CloudFront's secret. */
    async request<T = Record<string, unknown>>(method: string, path: string, call: Call = {}): Promise<Reply<T>> {
      const { word, event } = eventOf({ method, path, call, now, requestId: `request-${newId()}` });
      const answer = () => handlerOf(word as keyof typeof routed)(event, {});
      const reply = await withLines({ method, path }, async () =>
        replyOf<T>(
          (await (word === 'data'
            ? admitting.serving(async () => answer())
            : answer())) as APIGatewayProxyStructuredResultV2,
        ),
      );
      const { status, headers, text } = reply;
      const contentType = headers['content-type'] ?? '';
      const fault = undescribed({
        method,
        path,
        sent: call.body,
        status,
        contentType,
        text,
        header: (name) => headers[name],
      });
      if (fault) throw new Error(fault);
      return reply;
    },
    /** Runs stripe-sync, usage-report, leaving, webhook-sender, badge-looks, mailer and mail-feedback until their queues are empty. */
    async drain() {
      do await job<TrailReport>('trail', trail, {});
      while (
        (await deliverStripe()) ||
        (await deliverUsageReports()) ||
        (await deliverTopUps()) ||
        (await deliverUsageChecks()) ||
        (await deliverLeaving()) ||
        (await deliverWebhooks()) ||
        (await deliverBadgeLooks()) ||
        (await deliverMail()) ||
        (await deliverFeedback())
      );
    },
  };
}

const routed = {
  accounts,
  billing,
  keys,
  data,
  badges,
  'badge-pages': badgePages,
  domains,
  credentials,
  affiliates,
  members,
  admin,
  'trail-pages': trailPages,
  samples,
  'stripe-webhook': stripeWebhook,
  packs,
  webhooks,
};

/** Whether no message of a batch failed. */
const isWhole = (result: unknown): boolean =>
  ((result as Partial<SQSBatchResponse> | undefined)?.batchItemFailures ?? []).length === 0;

const allOfTrail = { waiting: true, names: true };
/** How much of the trail functions see that do not see all of it, as their `lambda.ts` says. */
const sights: Readonly<Record<string, typeof allOfTrail>> = {
  billing: { waiting: false, names: true },
  reconcile: { waiting: false, names: false },
};

/** The keys of evidence, which all apps share. */
const ledgerSigner = evidenceTestSigner();
const receiptSigner = evidenceTestSigner();

const silentUsage: UsageGateway = {
  setOverage: async () => {},
  report: async () => {},
  reported: async () => null,
  invoiceOf: async () => null,
  takeOff: async () => true,
  collect: async () => ({ status: 'paid', billsMore: false, dueMinor: 0, currency: 'usd' }),
};

const unavailable = () => new AppError('unavailable', 'The service is not available. Try again in a minute.');

/** A copy that also shows properties that are added to the original later. */
const liveCopy = <Original extends object>(original: Original): Original =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      Object.keys(original).map((key) => [
        key,
        {
          enumerable: true,
          configurable: true,
          get: () => original[key as keyof Original],
          set(this: object, value: unknown) {
            Object.defineProperty(this, key, { enumerable: true, configurable: true, writable: true, value });
          },
        },
      ]),
    ),
  ) as Original;

function seeded(seed: number) {
  let made = 0;
  const bytes = () => createHash('sha512').update(`${seed}:${++made}`).digest();
  return {
    newId: () => `${seed}-${++made}`,
    newToken: () => bytes().subarray(0, 32).toString('base64url'),
    randomBytes: (count: number) => bytes().subarray(0, count),
  };
}
