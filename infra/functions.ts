import { leavingAuthority } from '../functions/leaving/authority.ts';
import { admittingFunctions } from './admitting-functions.ts';
import { badgeFunctions } from './badge-functions.ts';
import { billingFunctions } from './billing-functions.ts';
import { consoleFunctions } from './console-functions.ts';
import type { FunctionDeclaration, JobDeclaration } from './function-declaration.ts';
import { jobs, syncAccess } from './jobs.ts';
import { keyFunctions } from './key-functions.ts';
import { mailFunctions } from './mail-functions.ts';
import { organizationFunctions } from './organization-functions.ts';
import { publicFunctions } from './public-functions.ts';
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
    work: leavingAuthority,
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
  ...billingFunctions,
  ...keyFunctions,
  ...admittingFunctions,
  ...badgeFunctions,
  ...publicFunctions,
  ...consoleFunctions,
  ...jobs,
  ...organizationFunctions,
  ...webhookFunctions,
  ...mailFunctions,
};
