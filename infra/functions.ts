import type { EnvName, MetricName, SecretName } from '../shared/env.ts';
import type { FunctionSize } from './constructs/lambda-function.ts';
import type { Route } from './constructs/public-api.ts';
import type { TableAccess } from './constructs/table.ts';

export type InboxName = 'stripe' | 'mail' | 'mailFeedback' | 'leaving';
/** Variables that say something about the deployment; the others come with the permission they belong to. */
export type Known = Extract<EnvName, 'PUBLIC_ORIGIN' | 'STRIPE_MODE' | 'OPERATOR_SIGN_IN'>;

/** What one function is for and all that it may do. What is not said here is not granted. */
export type FunctionDeclaration = {
  readonly size?: FunctionSize;
  readonly routes?: readonly Route[];
  /** Messages of one inbox, at most `batchSize` at once. */
  readonly consumes?: { readonly inbox: InboxName; readonly batchSize: number };
  /** Runs every night at this hour, UTC. */
  readonly nightlyAtHour?: number;
  readonly table?: TableAccess;
  readonly secrets?: readonly SecretName[];
  readonly sendsTo?: readonly InboxName[];
  readonly may?: readonly ('read datasets' | 'send mail')[];
  readonly knows?: readonly Known[];
  /** What it counts that should not happen, with what the alarm says that one of it raises. */
  readonly counts?: Partial<Record<MetricName, string>>;
};

/** What Stripe says becomes what a buyer can reach: alike for an event and for the nightly comparison. */
const syncAccess = {
  read: ['billing', 'access'],
  write: ['billing', 'access', 'audit', 'fingerprint'],
} as const satisfies TableAccess;

/** The functions by their names in `functions/`, one for each trust boundary or trigger. */
export const functions: Readonly<Record<string, FunctionDeclaration>> = {
  accounts: {
    routes: [
      'POST /v1/signup',
      'POST /v1/login',
      'POST /v1/session',
      'DELETE /v1/session',
      'POST /v1/session/preview',
      'POST /v1/session/passkey',
      'POST /v1/session/passkey/options',
      'GET /v1/account',
      'DELETE /v1/account',
      'GET /v1/passkeys',
      'POST /v1/passkeys',
      'POST /v1/passkeys/options',
      'DELETE /v1/passkeys/{id}',
    ],
    table: {
      read: ['account', 'email', 'link', 'session', 'passkey', 'billing', 'access', 'suppression'],
      write: ['account', 'email', 'session', 'passkey', 'challenge', 'throttle', 'audit'],
      delete: ['link', 'session', 'passkey', 'challenge'],
    },
    sendsTo: ['mail', 'leaving'],
    knows: ['PUBLIC_ORIGIN'],
  },
  leaving: {
    size: { timeoutSeconds: 30 },
    consumes: { inbox: 'leaving', batchSize: 1 },
    table: {
      read: ['account', 'billing', 'access', 'session', 'passkey', 'checkout', 'badge', 'audit'],
      write: ['account', 'billing', 'access', 'key', 'audit', 'fingerprint'],
      delete: ['email', 'session', 'passkey', 'checkout', 'badge'],
    },
    secrets: ['stripe-secret-key'],
    sendsTo: ['mail'],
  },
  billing: {
    size: { timeoutSeconds: 25 },
    routes: [
      'GET /v1/catalog',
      'POST /v1/checkout',
      'POST /v1/checkout/invoice',
      'POST /v1/billing-portal',
      'GET /v1/invoices',
      'GET /v1/account/export',
      'POST /v1/subscription/preview',
      'POST /v1/subscription/change',
      'POST /v1/subscription/cancel',
      'POST /v1/subscription/resume',
      'POST /v1/admin/accounts/{id}/new-customer',
    ],
    table: {
      read: ['session', 'account', 'billing', 'access', 'checkout', 'fingerprint', 'usage', 'badge', 'audit'],
      write: ['account', 'billing', 'customer', 'checkout', 'access', 'fingerprint', 'throttle', 'audit'],
      delete: ['customer'],
    },
    secrets: ['stripe-secret-key'],
    sendsTo: ['mail'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
  keys: {
    routes: [
      'GET /v1/licences',
      'POST /v1/licences',
      'GET /licences/{id}/{version}',
      'GET /v1/keys',
      'POST /v1/keys',
      'PATCH /v1/keys/{id}',
      'DELETE /v1/keys/{id}',
      'POST /v1/keys/{id}/rotate',
      'GET /v1/usage',
      'GET /v1/events',
    ],
    table: {
      read: ['session', 'account', 'access', 'counter', 'usage', 'audit'],
      write: ['access', 'account', 'key', 'audit'],
    },
    secrets: ['key-peppers'],
    knows: ['PUBLIC_ORIGIN'],
  },
  /** 1,769 MB is one whole processor; 29 s is as long as the API waits. */
  data: {
    size: { timeoutSeconds: 29, memoryMb: 1769, ephemeralStorageMb: 2048 },
    routes: [
      'GET /data',
      'GET /data/{dataset}',
      'GET /data/{dataset}/counts',
      'GET /data/{dataset}/{id}',
      'GET /v1/usage/current',
    ],
    table: { read: ['key', 'access', 'counter'], write: ['counter', 'usage'] },
    secrets: ['key-peppers'],
    sendsTo: ['stripe'],
    may: ['read datasets'],
    knows: ['PUBLIC_ORIGIN'],
  },
  badges: {
    routes: ['GET /v1/badges', 'POST /v1/badges', 'PATCH /v1/badges/{handle}', 'GET /badges/{handle}'],
    table: { read: ['session', 'access', 'badge'], write: ['badge', 'audit'] },
    knows: ['PUBLIC_ORIGIN'],
  },
  admin: {
    routes: [
      'GET /v1/admin/accounts',
      'GET /v1/admin/drift',
      'GET /v1/admin/events',
      'POST /v1/admin/events/replay',
      'POST /v1/admin/events/{id}/replay',
      'GET /v1/admin/suppressions',
      'DELETE /v1/admin/suppressions/{address}',
      'GET /v1/admin/badges',
      'POST /v1/admin/badges/{handle}/{decision}',
    ],
    table: {
      read: ['session', 'account', 'email', 'billing', 'access', 'event', 'drift', 'badge', 'suppression'],
      write: ['badge', 'suppression', 'audit'],
      lists: true,
    },
    sendsTo: ['stripe', 'mail'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
  'stripe-webhook': {
    routes: ['POST /webhooks/stripe'],
    secrets: ['stripe-webhook-secrets'],
    sendsTo: ['stripe'],
    knows: ['PUBLIC_ORIGIN', 'STRIPE_MODE'],
  },
  'stripe-sync': {
    size: { timeoutSeconds: 30 },
    consumes: { inbox: 'stripe', batchSize: 5 },
    table: { read: [...syncAccess.read, 'customer', 'account'], write: [...syncAccess.write, 'event'] },
    secrets: ['stripe-secret-key'],
    sendsTo: ['mail'],
  },
  reconcile: {
    size: { timeoutSeconds: 900 },
    nightlyAtHour: 3,
    table: {
      read: [...syncAccess.read, 'audit', 'event', 'drift'],
      write: [...syncAccess.write, 'drift'],
      lists: true,
    },
    secrets: ['stripe-secret-key'],
    sendsTo: ['stripe', 'mail'],
    knows: ['STRIPE_MODE'],
    counts: {
      Drift:
        'What is stored of an account differed from Stripe and was corrected. Read GET /v1/admin/drift for what and why.',
    },
  },
  mailer: {
    size: { timeoutSeconds: 30 },
    consumes: { inbox: 'mail', batchSize: 10 },
    table: { read: ['email', 'account', 'suppression'], write: ['link', 'notice'] },
    may: ['send mail'],
    knows: ['PUBLIC_ORIGIN'],
  },
  'mail-feedback': {
    consumes: { inbox: 'mailFeedback', batchSize: 10 },
    table: { read: ['suppression'], write: ['suppression'] },
    counts: {
      MailRejected:
        'SES took a mail and did not send it: it thinks that it carries malware. Read the log of mail-feedback for its id.',
    },
  },
};
