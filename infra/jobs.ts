import { reconcileAuthority } from '../functions/reconcile/authority.ts';
import { serviceStatusAuthority } from '../functions/service-status/authority.ts';
import { stripeSyncAuthority } from '../functions/stripe-sync/authority.ts';
import { usageMergeAuthority } from '../functions/usage-merge/authority.ts';
import { usageReportAuthority } from '../functions/usage-report/authority.ts';
import { webhookSenderAuthority } from '../functions/webhook-sender/authority.ts';
import { holderAccess, paidAccess } from './access-kinds.ts';
import { badgeJobs } from './badge-jobs.ts';
import type { TableAccess } from './constructs/table.ts';
import { evidenceJobs } from './evidence-jobs.ts';
import type { JobDeclaration } from './function-declaration.ts';
import { noticeJobs } from './notice-jobs.ts';

/** Turns Stripe's state into a buyer's access: alike for an event and for the nightly comparison. */
export const syncAccess = {
  read: ['billing', ...paidAccess, 'counter'],
  write: ['billing', 'grant', 'counter', 'changes', 'fingerprint', 'revenue'],
  append: ['trailBox'],
} as const satisfies TableAccess;

/**
 * All timed work, by the names of its folders in `functions/`. A job is one folder whose handler is a `jobFunction`; `recurring` is its schedule. One
 * that a queue calls too has `consumes` beside it.
 */
export const jobs: Readonly<Record<string, JobDeclaration>> = {
  reconcile: {
    work: reconcileAuthority,
    size: { timeoutSeconds: 900 },
    recurring: { nightlyAtHour: 3 },
    table: {
      read: [
        ...syncAccess.read,
        'account',
        'customer',
        'trail',
        'audit',
        'event',
        'drift',
        'overage',
        'usage',
        'contest',
        'keyList',
        'find',
      ],
      write: [...syncAccess.write, 'drift', 'overage', 'contest'],
      append: [...syncAccess.append, 'find'],
      lists: ['ACCOUNT', 'EVENT', 'CONTEST'],
    },
    secrets: ['stripe-secret-key'],
    sendsTo: ['stripe', 'mail', 'webhooks'],
    knows: ['STRIPE_MODE'],
    counts: {
      Drift:
        'What is stored of an account differed from Stripe and was corrected. Read GET /v1/admin/drift for what and why.',
    },
  },
  /** Three runs an hour, because Stripe keeps a renewal's invoice as a draft, which accepts usage, for an hour. */
  'usage-report': {
    work: usageReportAuthority,
    size: { timeoutSeconds: 300 },
    consumes: { inbox: 'usageReport', batchSize: 5 },
    recurring: { everyMinutes: 20 },
    table: {
      read: ['account', 'billing', ...holderAccess, 'overage', 'usage'],
      write: ['overage'],
      lists: ['ACCOUNT'],
    },
    secrets: ['stripe-secret-key'],
    knows: ['STRIPE_MODE'],
  },
  /** Publishes what is up, as anybody may know it: it reads the item that admission follows, notes of workers, and public files. */
  'service-status': {
    work: serviceStatusAuthority,
    recurring: { everyMinutes: 1 },
    table: { read: ['changes', 'pulse'] },
    may: ['keep status'],
    knows: ['PUBLIC_ORIGIN'],
  },
  'usage-merge': {
    work: usageMergeAuthority,
    size: { timeoutSeconds: 600, memoryMb: 1024 },
    consumes: { inbox: 'usageCheck', batchSize: 1 },
    recurring: { everyMinutes: 15 },
    table: {
      read: ['environment', 'batch', 'usage', 'served', 'counter', ...paidAccess, 'keyList'],
      write: ['environment', 'batch', 'usage', 'counter'],
      delete: ['environment'],
      lists: ['ACCOUNT'],
    },
    sendsTo: ['mail', 'webhooks', 'topUp', 'usageCheck'],
    invokes: ['data', 'gateway', 'verify', 'authorizer'],
    counts: {
      UnusableUnits:
        'An environment was killed and may have served units that it did not report. Decide on POST /v1/admin/accounts/{id}/release-units.',
    },
  },
  /** Connects to strangers' addresses, and so writes the outcome of deliveries and nothing else. */
  'webhook-sender': {
    work: webhookSenderAuthority,
    size: { timeoutSeconds: 300 },
    consumes: { inbox: 'webhooks', batchSize: 5 },
    recurring: { everyMinutes: 1 },
    table: {
      read: ['webhook', 'webhookState', 'delivery', 'account', 'operatorRole'],
      write: ['webhookState', 'delivery', 'pulse'],
      lists: ['DELIVERY'],
    },
    secrets: ['webhook-keys'],
    sendsTo: ['mail', 'badgeLook'],
    counts: {
      WebhooksOverdue:
        'More deliveries to webhooks were due than a run could try. Read the log of webhook-sender for receivers that do not answer.',
    },
  },
  /** Its schedule is for events that wait until Stripe answers. */
  'stripe-sync': {
    work: stripeSyncAuthority,
    size: { timeoutSeconds: 30 },
    consumes: { inbox: 'stripe', batchSize: 5 },
    recurring: { everyMinutes: 1 },
    table: {
      read: [...syncAccess.read, 'customer', 'account', 'waiting', 'together'],
      write: [...syncAccess.write, 'event', 'waiting', 'together', 'pulse'],
      delete: ['waiting'],
      append: ['trailBox'],
    },
    secrets: ['stripe-secret-key'],
    sendsTo: ['mail', 'usageReport', 'webhooks'],
  },
  ...badgeJobs,
  ...evidenceJobs,
  ...noticeJobs,
};
