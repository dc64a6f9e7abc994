import { leavingAuthority } from '../functions/leaving/authority.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import { syncAccess } from './jobs.ts';
import { signInFunctions } from './sign-in-functions.ts';

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
  'mailLog',
  'together',
  'trailName',
  'app',
] as const;

/** The functions for people and organizations from their sign-up to their deletion, by the names in `functions/`. */
export const personFunctions: Readonly<Record<string, FunctionDeclaration>> = {
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
        'signer',
        'useCase',
        'account',
        'email',
        'person',
        'audit',
        'changes',
        'keyList',
        'suppression',
        'hold',
      ],
      write: [
        ...syncAccess.write,
        'account',
        'member',
        'membership',
        'licence',
        'useCase',
        'suspension',
        'seat',
        'key',
        'keyList',
        'badge',
        'affiliate',
        'webhook',
        'look',
        'left',
        'hold',
        'suppression',
        'audit',
      ],
      append: [...syncAccess.append, 'person'],
      delete: [...leftBehind, 'find', 'appLimits', 'signer', 'email', 'person', 'personKey', 'hold'],
    },
    secrets: ['stripe-secret-key', 'handle-key'],
    sendsTo: ['mail', 'webhooks'],
  },
};
