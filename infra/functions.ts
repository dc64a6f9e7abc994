import { billingRoutes } from '../functions/billing/routes.ts';
import { keysRoutes } from '../functions/keys/routes.ts';
import { stripeWebhookRoutes } from '../functions/stripe-webhook/routes.ts';
import { admittingFunctions } from './admitting-functions.ts';
import { badgeFunctions } from './badge-functions.ts';
import { consoleFunctions } from './console-functions.ts';
import type { FunctionDeclaration, JobDeclaration } from './function-declaration.ts';
import { jobs, syncAccess } from './jobs.ts';
import { mailFunctions } from './mail-functions.ts';
import { organizationFunctions } from './organization-functions.ts';
import { signInFunctions } from './sign-in-functions.ts';
import { webhookFunctions } from './webhook-functions.ts';

/** Partitions of an account that its deletion empties. */
const leftBehind = [
  'member',
  'membership',
  'invitation',
  'session',
  'link',
  'passkey',
  'checkout',
  'badge',
  'domain',
  'affiliate',
  'webhook',
  'webhookState',
  'delivery',
  'notice',
  'together',
  'trailName',
  'app',
] as const;

/** The functions by their names in `functions/`, one for each trust boundary or trigger. */
export const functions: Readonly<Record<string, FunctionDeclaration & Partial<JobDeclaration>>> = {
  ...signInFunctions,
  leaving: {
    size: { timeoutSeconds: 30 },
    consumes: { inbox: 'leaving', batchSize: 1 },
    table: {
      read: [
        ...syncAccess.read,
        ...leftBehind,
        'licence',
        'appLimits',
        'account',
        'email',
        'person',
        'audit',
        'changes',
        'keyList',
        'suppression',
      ],
      write: [
        ...syncAccess.write,
        'account',
        'member',
        'membership',
        'licence',
        'suspension',
        'seat',
        'key',
        'keyList',
        'badge',
        'affiliate',
        'webhook',
        'look',
        'left',
        'suppression',
        'audit',
      ],
      append: [...syncAccess.append, 'person'],
      delete: [...leftBehind, 'appLimits', 'email', 'person'],
    },
    secrets: ['stripe-secret-key', 'handle-key'],
    sendsTo: ['mail', 'webhooks'],
  },
  billing: {
    size: { timeoutSeconds: 25 },
    routes: billingRoutes,
    table: {
      read: [
        ...syncAccess.read,
        'licence',
        'appLimits',
        'session',
        'operatorRole',
        'membership',
        'account',
        'changes',
        'checkout',
        'fingerprint',
        'usage',
        'overage',
        'badge',
        'affiliate',
        'trail',
        'trailName',
        'audit',
        'keyList',
        'app',
        'webhook',
        'webhookState',
        'suppression',
      ],
      write: [...syncAccess.write, 'overage', 'spendCap', 'seat', 'account', 'customer', 'checkout', 'throttle'],
      append: syncAccess.append,
      delete: ['customer'],
    },
    secrets: ['stripe-secret-key'],
    sendsTo: ['mail', 'webhooks', 'topUp'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
  keys: {
    routes: keysRoutes,
    table: {
      read: [
        'session',
        'membership',
        'account',
        'access',
        'keyList',
        'app',
        'environment',
        'batch',
        'usage',
        'served',
        'counter',
        'changes',
      ],
      write: ['licence', 'key', 'keyList', 'app', 'appLimits', 'changes', 'throttle'],
      append: ['trailBox'],
      delete: ['app'],
    },
    secrets: ['key-peppers'],
    knows: ['PUBLIC_ORIGIN'],
  },
  ...admittingFunctions,
  ...badgeFunctions,
  ...consoleFunctions,
  /** Fails a deployment that would change a licence which buyers accepted, or bring a new version without notice. */
  'licence-registry': { compares: 'licences', table: { read: ['licenceText'] } },
  'stripe-webhook': {
    routes: stripeWebhookRoutes,
    secrets: ['stripe-webhook-secrets', 'stripe-destination-secrets'],
    sendsTo: ['stripe'],
    knows: ['PUBLIC_ORIGIN', 'STRIPE_MODE'],
  },
  'top-up': {
    size: { timeoutSeconds: 30 },
    consumes: { inbox: 'topUp', batchSize: 1 },
    table: { read: [...syncAccess.read, 'account'], write: syncAccess.write, append: ['trailBox'] },
    secrets: ['stripe-secret-key'],
    sendsTo: ['mail', 'webhooks'],
  },
  ...jobs,
  ...organizationFunctions,
  ...webhookFunctions,
  ...mailFunctions,
};
