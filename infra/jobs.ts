import type { TableAccess } from './constructs/table.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** What Stripe says becomes what a buyer can reach, in every environment: alike for an event and for the nightly comparison. */
export const syncAccess = {
  read: ['billing', 'access', 'counter'],
  write: ['billing', 'grant', 'counter', 'changes', 'fingerprint'],
  append: ['audit'],
} as const satisfies TableAccess;

/** What runs by itself, by the names in `functions/`. */
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
  /** Three runs an hour: so long Stripe's invoice of a renewal is a draft, which takes usage. */
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
  /** What is due of the payments for badges that were refused, revoked or given up. */
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
  /** Buyers who accepted a licence hear of its next version before the day on which keys need it. */
  'licence-notices': {
    size: { timeoutSeconds: 300 },
    recurring: { everyMinutes: 60 },
    table: { read: ['access', 'licenceText'], write: ['licenceText'], lists: ['ACCOUNT'] },
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
