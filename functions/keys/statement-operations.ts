import type { Operations } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import { ContestBody } from './contests.ts';
import type { keysRoutes } from './routes.ts';

const day = {
  day: { description: 'The UTC day, such as 2026-12-01.', schema: { type: 'string', format: 'date' } },
} as const;

/** The description of statements and of contests of them. */
export const statementOperations = {
  'GET /v1/statements': {
    id: 'listStatements',
    group: 'usage',
    summary: 'List statements',
    description: 'Newest first. A day without use has none.',
    query: pageParameters,
    answers: { 200: 'Listing<StatementView>' },
    problems: ['invalid_request'],
  },
  'GET /v1/statements/{day}': {
    id: 'readStatement',
    group: 'usage',
    summary: 'Read a statement',
    description: 'The exact bytes of `{statement, keyId, signature}`.',
    path: day,
    answers: { 200: { 'application/json': 'JsonObject' }, 304: null },
    problems: ['not_found', 'invalid_request'],
  },
  'GET /v1/statements/{day}/places': {
    id: 'readStatementPlaces',
    group: 'usage',
    summary: 'Read the places of a statement',
    description: 'The places of the log that it counts, one a line: the bytes of `placesSha256`.',
    path: day,
    answers: { 200: { 'application/x-ndjson': 'string' }, 304: null },
    problems: ['not_found', 'invalid_request'],
  },
  'GET /v1/statements/{day}/contests': {
    id: 'listStatementContests',
    group: 'usage',
    audience: 'pages',
    summary: 'List contests of a statement',
    description: 'Your contests of the statement of a day, the first one first, with the decision on each.',
    path: day,
    answers: { 200: 'Listing<ContestView>' },
    problems: ['not_found'],
  },
  'POST /v1/statements/{day}/contest': {
    id: 'contestStatement',
    group: 'usage',
    audience: 'pages',
    summary: 'Contest a statement',
    description: 'Says within 30 days why a statement is wrong. We accept or reject it. Both are sealed.',
    path: day,
    body: ContestBody,
    answers: { 201: 'ContestView' },
    problems: ['not_found', 'conflict'],
  },
} as const satisfies Partial<Operations<typeof keysRoutes>>;
