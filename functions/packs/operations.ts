import type { Operation, Operations } from '../../shared/http/operation.ts';
import { NewPackBody } from './order-pack.ts';
import type { packsRoutes } from './routes.ts';

const onceHeader = {
  'Idempotency-Key': {
    description: 'A value of your own, such as a UUID. The same request with it finds its order, for 24 hours.',
  },
} as const satisfies Operation['headers'];

/** The description of evidence packs, for callers. */
export const packsOperations: Operations<typeof packsRoutes> = {
  'GET /v1/packs': {
    id: 'listPacks',
    audience: 'pages',
    group: 'usage',
    summary: 'List evidence packs',
    description: 'Those that were ordered in the past 30 days, newest first.',
    answers: { 200: 'Listing<PackView>' },
  },
  'POST /v1/packs': {
    id: 'orderPack',
    audience: 'pages',
    group: 'usage',
    summary: 'Order an evidence pack',
    description:
      'Makes a zip with all evidence of a period of at most 366 days. Without `to` it ends now. One is made after the other.',
    headers: onceHeader,
    body: NewPackBody,
    answers: { 202: 'PackView' },
    answerHeaders: ['location'],
    problems: ['conflict', 'idempotency_key_reused'],
  },
  'GET /v1/packs/{id}': {
    id: 'readPack',
    audience: 'pages',
    group: 'usage',
    summary: 'Read an evidence pack',
    description: 'Its progress, or the address of the zip. The zip can be fetched for 7 days.',
    answers: { 200: 'PackView' },
    problems: ['not_found'],
  },
  'GET /v1/admin/accounts/{id}/packs': {
    id: 'listPacksOf',
    group: 'operator',
    summary: 'List evidence packs of an organization',
    description: 'Those of the past 30 days, newest first.',
    answers: { 200: 'Listing<PackView>' },
    problems: ['not_found'],
  },
  'POST /v1/admin/accounts/{id}/packs': {
    id: 'orderPackOf',
    group: 'operator',
    summary: 'Order an evidence pack of an organization',
    description: 'Also of one that was deleted. The order is in its trail.',
    headers: onceHeader,
    body: NewPackBody,
    answers: { 202: 'PackView' },
    answerHeaders: ['location'],
    problems: ['not_found', 'conflict', 'idempotency_key_reused'],
  },
  'GET /v1/admin/accounts/{id}/packs/{pack}': {
    id: 'readPackOf',
    group: 'operator',
    summary: 'Read an evidence pack of an organization',
    description:
      'Its progress, or the address of the zip. Each address that is given out is in the trail of the organization.',
    answers: { 200: 'PackView' },
    problems: ['not_found'],
  },
};
