import type { TableAccess } from './constructs/table.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The grants of a sync: from Stripe's state to a buyer's access. An event and the nightly comparison need the same. */
export const syncAccess = {
  read: ['billing', 'access', 'counter', 'changes'],
  write: ['billing', 'grant', 'counter', 'changes', 'fingerprint'],
  append: ['audit'],
} as const satisfies TableAccess;

/** The functions that run on a schedule, by the names in `functions/`. */
export const jobs: Readonly<Record<string, FunctionDeclaration>> = {
  reconcile: {
    size: { timeoutSeconds: 900 },
    recurring: { nightlyAtHour: 3 },
    table: {
      read: [...syncAccess.read, 'account', 'customer', 'audit', 'event', 'drift', 'overage', 'usage'],
      write: [...syncAccess.write, 'drift', 'overage'],
      append: syncAccess.append,
      lists: ['ACCOUNT', 'EVENT'],
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
    size: { timeoutSeconds: 300 },
    consumes: { inbox: 'usageReport', batchSize: 5 },
    recurring: { everyMinutes: 20 },
    table: {
      read: ['account', 'billing', 'access', 'overage', 'usage'],
      write: ['overage'],
      lists: ['ACCOUNT'],
    },
    secrets: ['stripe-secret-key'],
    knows: ['STRIPE_MODE'],
  },
  /** Refunds that are due for badges that were refused, revoked or given up. */
  'badge-settlement': {
    size: { timeoutSeconds: 120 },
    recurring: { everyMinutes: 10 },
    table: {
      read: ['account', 'badge'],
      write: ['badge'],
      append: ['audit'],
      delete: ['badge'],
      lists: ['BADGESETTLEMENT'],
    },
    secrets: ['stripe-secret-key'],
    sendsTo: ['mail'],
  },
  /** Mails buyers who accepted a licence before the day on which keys need its next version. */
  'licence-notices': {
    size: { timeoutSeconds: 300 },
    recurring: { everyMinutes: 60 },
    table: { read: ['account', 'access', 'licenceText'], write: ['licenceText'], lists: ['ACCOUNT'] },
    sendsTo: ['mail'],
  },
  'usage-merge': {
    size: { timeoutSeconds: 600, memoryMb: 1024 },
    consumes: { inbox: 'usageCheck', batchSize: 1 },
    recurring: { everyMinutes: 15 },
    table: {
      read: ['environment', 'batch', 'usage', 'served', 'counter', 'access'],
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
};
