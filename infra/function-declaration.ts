import type { EnvName, MetricName, SecretName } from '../shared/env.ts';
import type { FunctionSize } from './constructs/lambda-function.ts';
import type { Route } from './constructs/public-api.ts';
import type { Recurring } from './constructs/scheduled-job.ts';
import type { TableAccess } from './constructs/table.ts';

export type InboxName =
  | 'stripe'
  | 'mail'
  | 'mailFeedback'
  | 'leaving'
  | 'usageReport'
  | 'usageCheck'
  | 'topUp'
  | 'badgeLook'
  | 'webhooks';
/** Variables that say something about the deployment; the others come with the permission they belong to. */
export type Known = Extract<EnvName, 'PUBLIC_ORIGIN' | 'STRIPE_MODE' | 'OPERATOR_SIGN_IN'>;

/** Messages of one inbox, at most `batchSize` at once; `mayHide`: it says itself how long one that failed waits. */
export type Consumption = { readonly inbox: InboxName; readonly batchSize: number; readonly mayHide?: true };

/** A function's triggers and all that it may do. It is granted nothing else. */
export type FunctionDeclaration = {
  readonly size?: FunctionSize;
  readonly routes?: readonly Route[];
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
  readonly may?: readonly ('read datasets' | 'keep exports' | 'send mail' | 'read signing keys' | 'sign credentials')[];
  readonly knows?: readonly Known[];
  /** What it counts that should not happen, with what the alarm says that one of it raises. */
  readonly counts?: Partial<Record<MetricName, string>>;
  /** What the alarm says that is raised where it fails or runs out of time five times within an hour. */
  readonly fails?: string;
};

/** A job: a function that a schedule calls. It has an alarm where it fails and another where it does not run. */
export type JobDeclaration = FunctionDeclaration & { readonly recurring: Recurring };
