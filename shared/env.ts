/** Environment variables of the functions: infra sets them, functions read them, both by these names. */
export type EnvName =
  | 'STAGE'
  | 'TABLE_NAME'
  | 'PUBLIC_ORIGIN'
  | 'ORIGIN_SECRETS'
  | 'SECRETS_PATH'
  | 'STRIPE_MODE'
  | 'STRIPE_QUEUE_URL'
  | 'MAIL_QUEUE_URL'
  | 'LEAVING_QUEUE_URL'
  | 'USAGE_REPORT_QUEUE_URL'
  | 'TOP_UP_QUEUE_URL'
  | 'BADGE_LOOK_QUEUE_URL'
  | 'USAGE_CHECK_QUEUE_URL'
  | 'WEBHOOK_QUEUE_URL'
  | 'PACK_QUEUE_URL'
  | 'INBOX_URL'
  | 'QUEUE_NAMES'
  | 'MAIL_FROM'
  | 'MAIL_CONFIGURATION_SET'
  | 'DATASET_BUCKET'
  | 'OPERATOR_SIGN_IN'
  | 'SIGNING_KEYS'
  | 'EVIDENCE_BUCKET'
  | 'LEDGER_KEYS'
  | 'RECEIPT_KEYS';

/**
 * Secrets kept as SSM SecureString parameters below `SECRETS_PATH`.
 * `stripe-webhook-secrets` is a comma list (rollover); so is `stripe-destination-secrets`, for the destination of thin events.
 * `key-peppers` is JSON `{"version": "secret"}`; the highest version mints. `webhook-keys` is the same; the highest version encrypts the
 * webhooks' signing secrets.
 * `service-keys` is JSON of the operator's servers that may verify calls. `upstream-{id}` is the value of an upstream's own header.
 * `handle-key` hides the handles of deleted holders, and is never replaced. `together-key` hides networks and devices of sign-ins.
 */
export type SecretName =
  | 'stripe-secret-key'
  | 'stripe-webhook-secrets'
  | 'stripe-destination-secrets'
  | 'key-peppers'
  | 'webhook-keys'
  | 'handle-key'
  | 'together-key'
  | 'service-keys'
  | `upstream-${string}`;

/**
 * Counts of events that should not happen or are worth a look. Functions count them, and infra raises alarms on those that need attention.
 * Both use these names and the dimension `Stage`.
 */
export type MetricName =
  | 'Drift'
  | 'EvidenceMissing'
  | 'SealsNotStamped'
  | 'MailBudgetSpent'
  | 'MailHeldBack'
  | 'MailQuotaSpent'
  | 'MailRejected'
  | 'PackFailed'
  | 'StatusListDrift'
  | 'UnusableUnits'
  | 'WebhooksOverdue';
/** The CloudWatch namespace of all metrics. */
export const metricNamespace = 'Tollgate';

type Source = Readonly<Record<string, string | undefined>>;

/** Reads the named variables; throws one error that lists every missing one. */
export function readEnv<N extends EnvName>(names: readonly N[], source: Source = process.env): Record<N, string> {
  const missing = names.filter((name) => !source[name]);
  if (missing.length > 0) throw new Error(`Missing environment variable: ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, source[name]])) as Record<N, string>;
}
