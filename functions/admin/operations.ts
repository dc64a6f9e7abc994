import type { Operation, Operations } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import { outcomes } from '../../shared/storage/billing/stripe-events.ts';
import { actOperations } from './act-operations.ts';
import { DecisionBody } from './badge-decision.ts';
import { badgeStates } from './badges.ts';
import { consoleOperations } from './console-operations.ts';
import { UnitReleaseBody } from './release-units.ts';
import { EventReplayBody } from './replay-events.ts';
import type { adminRoutes } from './routes.ts';
import { AddressReleaseBody } from './suppressions.ts';
import { useCaseOperations } from './use-case-operations.ts';

/** A decision on an application. */
const decision = {
  group: 'operator',
  body: DecisionBody,
  answers: { 200: 'AdminBadgeView' },
  problems: ['not_found', 'conflict', 'handle_confusable'],
} as const satisfies Partial<Operation>;

const decisions = {
  'POST /v1/admin/badges/{handle}/approve': {
    ...decision,
    id: 'approveBadge',
    summary: 'Approve a badge',
    description: 'The badge is public once it is paid for.',
  },
  'POST /v1/admin/badges/{handle}/ask': {
    ...decision,
    id: 'askHolder',
    summary: 'Ask the holder of a badge',
    description: 'The reason is the question. The application waits for the answer.',
  },
  'POST /v1/admin/badges/{handle}/refuse': {
    ...decision,
    id: 'refuseBadge',
    summary: 'Refuse a badge',
    description: 'The holder reads the reason, and may appeal.',
  },
  'POST /v1/admin/badges/{handle}/revoke': {
    ...decision,
    id: 'revokeBadge',
    summary: 'Revoke a badge',
    description: 'The badge and its credential are no longer valid. The holder reads the reason.',
  },
} as const satisfies Partial<Operations<typeof adminRoutes>>;

/** The description of the console's routes, for operators. */
export const adminOperations: Operations<typeof adminRoutes> = {
  'GET /v1/admin/accounts': {
    id: 'listAccounts',
    group: 'operator',
    summary: 'List organizations',
    description: 'Newest first, with what each one pays for and can reach now.',
    query: pageParameters,
    answers: { 200: 'Listing<AdminAccountView>' },
    problems: ['invalid_request'],
  },
  'GET /v1/admin/accounts/{id}/together': {
    id: 'listTogether',
    group: 'operator',
    summary: 'List related organizations',
    description: 'Organizations that share a card, a proven domain, a network or a device with this one.',
    query: pageParameters,
    answers: { 200: 'TogetherListing' },
    problems: ['invalid_request', 'not_found'],
  },
  'POST /v1/admin/accounts/{id}/suspend': {
    id: 'suspendAccount',
    group: 'operator',
    summary: 'Suspend an organization',
    description: 'Within 2 seconds every request with its keys is refused. Its owner reads the reason.',
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  },
  'POST /v1/admin/accounts/{id}/restore': {
    id: 'restoreAccount',
    group: 'operator',
    summary: 'Restore an organization',
    description: 'Its keys work as before.',
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  },
  ...consoleOperations,
  ...actOperations,
  'POST /v1/admin/accounts/{id}/release-units': {
    id: 'releaseUnits',
    group: 'operator',
    summary: 'Release units',
    description: 'Gives back the units that copies of the service took of a period and never reported.',
    body: UnitReleaseBody,
    answers: { 200: 'ReleasedUnitsView' },
    problems: ['not_found', 'conflict'],
  },
  'GET /v1/admin/drift': {
    id: 'listCorrections',
    group: 'operator',
    summary: 'List corrections',
    description: 'Differences from Stripe that the daily check found and corrected, latest run first.',
    query: pageParameters,
    answers: { 200: 'Listing<CorrectionView>' },
    problems: ['invalid_request'],
  },
  'GET /v1/admin/events': {
    id: 'listStripeEvents',
    group: 'operator',
    summary: 'List Stripe’s events',
    description: 'Latest received first. A page of one outcome may have fewer entries than its limit.',
    query: {
      ...pageParameters,
      outcome: { description: 'Only events with this outcome.', schema: { type: 'string', enum: [...outcomes] } },
      error: { description: 'Only events tried in vain with the error of this group, the latest try first.' },
    },
    answers: { 200: 'Listing<AdminEventView>' },
    problems: ['invalid_request'],
  },
  'POST /v1/admin/events/replay': {
    id: 'replayStripeEvents',
    group: 'operator',
    summary: 'Replay Stripe’s events',
    description:
      'Handles the parked or failed events of a time range, of one error, or with these ids again; at most 500 a call.',
    body: EventReplayBody,
    answers: { 202: 'ReplayedView' },
    problems: ['invalid_request'],
  },
  'POST /v1/admin/events/{id}/replay': {
    id: 'replayStripeEvent',
    group: 'operator',
    summary: 'Replay one event of Stripe',
    description: 'Handles it again, which is safe.',
    answers: { 202: 'QueuedEventView' },
    problems: ['not_found'],
  },
  'GET /v1/admin/licences': {
    id: 'listAdminLicences',
    group: 'operator',
    summary: 'List licence versions',
    description: 'The version of each licence that is in force, and those to come.',
    answers: { 200: 'Listing<AdminLicenceView>' },
    problems: ['invalid_request'],
  },
  'GET /v1/admin/licences/{id}/{version}/missing': {
    id: 'listMissingAcceptances',
    group: 'operator',
    summary: 'List organizations that have not accepted',
    description:
      'Organizations that accepted an earlier version, and neither this one nor a later one. A page may be empty and still have a cursor.',
    path: { version: { description: 'The version, as the list of licences has it.' } },
    query: pageParameters,
    answers: { 200: 'Listing<MissingAcceptanceView>' },
    problems: ['not_found', 'invalid_request'],
  },
  'GET /v1/admin/suppressions': {
    id: 'listBlockedAddresses',
    group: 'operator',
    summary: 'List blocked addresses',
    description: 'Addresses that get no email, latest reported first.',
    query: pageParameters,
    answers: { 200: 'Listing<SuppressionView>' },
    problems: ['invalid_request'],
  },
  'POST /v1/admin/suppressions/release': {
    id: 'releaseAddress',
    group: 'operator',
    summary: 'Unblock an address',
    description: 'It gets email again, until it is reported anew.',
    body: AddressReleaseBody,
    answers: { 204: null },
    problems: ['not_found'],
  },
  'GET /v1/admin/badges': {
    id: 'listApplications',
    group: 'operator',
    summary: 'List badge applications',
    description: 'Oldest first, with the checks and the history of each.',
    query: {
      ...pageParameters,
      state: { description: 'Only applications in this state.', schema: { type: 'string', enum: [...badgeStates] } },
    },
    answers: { 200: 'Listing<AdminBadgeView>' },
    problems: ['invalid_request'],
  },
  'GET /v1/admin/badges/{handle}/picture': {
    id: 'readApplicationPicture',
    group: 'operator',
    summary: 'Read the picture of an application',
    answers: { 200: { 'image/png': 'binary', 'image/jpeg': 'binary' } },
    problems: ['not_found'],
  },
  ...decisions,
  ...useCaseOperations,
};
