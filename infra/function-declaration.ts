import type { Declared, WorkAuthority } from '../shared/domain/access/authority.ts';
import type { EnvName, MetricName, SecretName } from '../shared/env.ts';
import type { FunctionSize } from './constructs/lambda-function.ts';
import type { Recurring } from './constructs/scheduled-job.ts';
import type { TableAccess } from './constructs/table.ts';

/** The queues between functions, by the names in `inboxes.ts`. */
export type InboxName =
  | 'stripe'
  | 'mail'
  | 'mailFeedback'
  | 'leaving'
  | 'usageReport'
  | 'usageCheck'
  | 'topUp'
  | 'badgeLook'
  | 'webhooks'
  | 'packs';
/** Variables that say something about the deployment; the others come with the permission they belong to. */
export type Known = Extract<EnvName, 'PUBLIC_ORIGIN' | 'STRIPE_MODE' | 'OPERATOR_SIGN_IN'>;

/** Messages of one inbox, at most `batchSize` in one call. `mayHide`: the function itself sets how long a failed message waits. */
export type Consumption = { readonly inbox: InboxName; readonly batchSize: number; readonly mayHide?: true };

/** A function's triggers and all that it may do. It is granted nothing else. */
export type FunctionDeclaration = {
  readonly size?: FunctionSize;
  /** Its routes with the authority of each, from its own `routes.ts`; `$default` takes what no other route does. */
  readonly routes?: Declared | '$default';
  /** It takes all below this path that no other function answers, as one route of API Gateway. */
  readonly restOf?: `/${string}`;
  /** The authority of its queue, its schedule, and whatever else calls it, from its own `authority.ts`. */
  readonly work?: WorkAuthority;
  /** Calls of its routes that API Gateway lets through in a second, all callers together. Absent: as many as of the API. */
  readonly callsPerSecond?: number;
  readonly consumes?: Consumption;
  /** Asked at each deployment, before the other functions are replaced; a refusal undoes the deployment. */
  readonly compares?: 'licences';
  /** Authorizes calls of the operator's own APIs on API Gateway. */
  readonly guards?: true;
  readonly table?: TableAccess;
  readonly secrets?: readonly SecretName[];
  readonly sendsTo?: readonly InboxName[];
  /** Other functions that it may invoke, by their names. */
  readonly invokes?: readonly string[];
  readonly may?: readonly (
    | 'read datasets'
    | 'read samples'
    | 'see versions'
    | 'keep status'
    | 'see depths of queues'
    | 'keep exports'
    | 'send mail'
    | 'read signing keys'
    | 'sign credentials'
    | 'write details'
    | 'keep the ledger'
    | 'read entries'
    | 'keep statements'
    | 'read statements'
    | 'keep packs'
    | 'read packs'
    | 'read ledger keys'
    | 'sign seals'
    | 'read receipt keys'
    | 'certify instances'
  )[];
  readonly knows?: readonly Known[];
  /** Metrics of things that should not happen, each with the text of the alarm that a single one raises. */
  readonly counts?: Partial<Record<MetricName, string>>;
  /** The text of the alarm that is raised when the function fails or times out five times within an hour. */
  readonly fails?: string;
};

/** A job: a function that a schedule calls. It has an alarm where it fails and another where it does not run. */
export type JobDeclaration = FunctionDeclaration & { readonly recurring: Recurring };
