import { badgeFunctions } from './badge-functions.ts';
import { consoleFunctions } from './console-functions.ts';
import type { FunctionDeclaration, JobDeclaration } from './function-declaration.ts';
import { jobs, syncAccess } from './jobs.ts';
import { mailFunctions } from './mail-functions.ts';
import { organizationFunctions } from './organization-functions.ts';
import { page } from './page-routes.ts';
import { signInFunctions } from './sign-in-functions.ts';
import { afterAnswerSeconds, upstreamFunctions } from './upstream-functions.ts';
import { webhookFunctions } from './webhook-functions.ts';

/** Partitions of an account that its deletion empties. */
const leftBehind = [
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
] as const;

/** The functions by their names in `functions/`, one for each trust boundary or trigger. */
export const functions: Readonly<Record<string, FunctionDeclaration & Partial<JobDeclaration>>> = {
  ...signInFunctions,
  leaving: {
    size: { timeoutSeconds: 30 },
    consumes: { inbox: 'leaving', batchSize: 1 },
    table: {
      read: [...syncAccess.read, ...leftBehind, 'account', 'audit', 'changes', 'keyList', 'suppression'],
      write: [
        ...syncAccess.write,
        'account',
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
      delete: [...leftBehind, 'email'],
    },
    secrets: ['stripe-secret-key', 'handle-key'],
    sendsTo: ['mail', 'webhooks'],
  },
  billing: {
    size: { timeoutSeconds: 25 },
    routes: [
      ...page('/v1/catalog'),
      'POST /v1/checkout',
      'POST /v1/checkout/return',
      'POST /v1/checkout/invoice',
      'POST /v1/credit/top-ups',
      'GET /v1/credit/auto-top-up',
      'PUT /v1/credit/auto-top-up',
      'POST /v1/billing-portal',
      'GET /v1/invoices',
      'GET /v1/account/export',
      'PUT /v1/spend-cap',
      'POST /v1/subscription/preview',
      'POST /v1/subscription/change',
      'POST /v1/subscription/cancel',
      'POST /v1/subscription/resume',
      'POST /v1/admin/accounts/{id}/new-customer',
      'PUT /v1/badges/{handle}/affiliates/seats',
      'POST /v1/badges/{handle}/affiliates/seats/preview',
    ],
    table: {
      read: [
        ...syncAccess.read,
        'session',
        'operatorRole',
        'account',
        'changes',
        'checkout',
        'fingerprint',
        'usage',
        'overage',
        'badge',
        'affiliate',
        'audit',
        'keyList',
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
    routes: [
      'GET /v1/licences',
      'POST /v1/licences',
      ...page('/licences/{id}/{version}'),
      'GET /v1/keys',
      'POST /v1/keys',
      'PATCH /v1/keys/{id}',
      'DELETE /v1/keys/{id}',
      'POST /v1/keys/{id}/rotate',
      'GET /v1/usage',
      'GET /v1/events',
    ],
    table: {
      read: [
        'session',
        'account',
        'access',
        'keyList',
        'environment',
        'batch',
        'usage',
        'served',
        'counter',
        'audit',
        'changes',
      ],
      write: ['licence', 'key', 'keyList', 'changes'],
      append: ['audit'],
    },
    secrets: ['key-peppers'],
    knows: ['PUBLIC_ORIGIN'],
  },
  /** 1,769 MB gives one whole processor. The API waits for 29 s; the rest is for writes after the answer. */
  data: {
    size: { timeoutSeconds: 29 + afterAnswerSeconds, memoryMb: 1769, ephemeralStorageMb: 2048 },
    routes: [
      'GET /data',
      'GET /data/{dataset}',
      'GET /data/{dataset}/counts',
      'POST /data/{dataset}/export',
      'GET /data/{dataset}/{id}',
      'GET /v1/badges/states',
      'GET /v1/usage/current',
    ],
    table: {
      read: ['key', 'access', 'changes', 'counter', 'environment', 'batch', 'usage', 'badge', 'exportClaim'],
      write: ['counter', 'environment', 'served', 'exportClaim'],
      delete: ['exportClaim'],
    },
    secrets: ['key-peppers'],
    sendsTo: ['stripe', 'topUp', 'usageCheck'],
    may: ['read datasets', 'keep exports'],
    knows: ['PUBLIC_ORIGIN'],
  },
  ...upstreamFunctions,
  ...badgeFunctions,
  ...consoleFunctions,
  /** Fails a deployment that would change a licence which buyers accepted, or bring a new version without notice. */
  'licence-registry': { compares: 'licences', table: { read: ['licenceText'] } },
  'stripe-webhook': {
    routes: ['POST /webhooks/stripe'],
    secrets: ['stripe-webhook-secrets', 'stripe-destination-secrets'],
    sendsTo: ['stripe'],
    knows: ['PUBLIC_ORIGIN', 'STRIPE_MODE'],
  },
  'top-up': {
    size: { timeoutSeconds: 30 },
    consumes: { inbox: 'topUp', batchSize: 1 },
    table: { read: [...syncAccess.read, 'account'], write: syncAccess.write, append: ['audit'] },
    secrets: ['stripe-secret-key'],
    sendsTo: ['mail', 'webhooks'],
  },
  ...jobs,
  ...organizationFunctions,
  ...webhookFunctions,
  ...mailFunctions,
};
