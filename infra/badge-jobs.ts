import { badgeLooksAuthority } from '../functions/badge-looks/authority.ts';
import { badgeSettlementAuthority } from '../functions/badge-settlement/authority.ts';
import { domainCheckAuthority } from '../functions/domain-check/authority.ts';
import { statusListsAuthority } from '../functions/status-lists/authority.ts';
import { holderAccess } from './access-kinds.ts';
import type { JobDeclaration } from './function-declaration.ts';
import { domainProofAccess } from './organization-functions.ts';

/** The timed work on badges, by the names of its folders in `functions/`. */
export const badgeJobs: Readonly<Record<string, JobDeclaration>> = {
  /** Refunds and ends the payments for badges that were refused, revoked or given up. */
  'badge-settlement': {
    work: badgeSettlementAuthority,
    size: { timeoutSeconds: 120 },
    recurring: { everyMinutes: 10 },
    table: {
      read: ['account', 'badge'],
      write: ['badge'],
      append: ['trailBox'],
      delete: ['badge'],
      lists: ['BADGESETTLEMENT'],
    },
    secrets: ['stripe-secret-key'],
    sendsTo: ['mail'],
  },
  'domain-check': {
    work: domainCheckAuthority,
    size: { timeoutSeconds: 300 },
    recurring: { everyMinutes: 60 },
    table: { ...domainProofAccess, lists: ['DOMAIN'] },
    sendsTo: ['mail'],
  },
  /** After a change to badges or to their payment: status lists, directory, events for webhooks. */
  'badge-looks': {
    work: badgeLooksAuthority,
    size: { timeoutSeconds: 300 },
    consumes: { inbox: 'badgeLook', batchSize: 5 },
    recurring: { everyMinutes: 1 },
    table: {
      read: ['account', ...holderAccess, 'badge', 'affiliate', 'directory', 'statusList', 'told', 'delivery'],
      write: ['badge', 'directory', 'statusList', 'look', 'told'],
      append: ['trailBox'],
      delete: ['directory', 'look', 'told', 'delivery'],
      lists: ['BADGELOOK'],
    },
    sendsTo: ['webhooks'],
  },
  'status-lists': {
    work: statusListsAuthority,
    size: { timeoutSeconds: 900 },
    recurring: { nightlyAtHour: 4 },
    table: { read: ['badge', ...holderAccess, 'statusList'], write: ['statusList'] },
    counts: {
      StatusListDrift:
        'A status list still said something else of a badge than is so, and was corrected. Read the log of status-lists, then of badge-looks.',
    },
  },
};
