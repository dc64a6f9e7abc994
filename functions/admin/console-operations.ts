import type { Operations } from '../../shared/http/operation.ts';
import { overviewOperations } from './overview-operations.ts';
import type { adminRoutes } from './routes.ts';
import { runningOperations } from './running-operations.ts';

/** The descriptions of the routes that answer an operator's questions. */
export const consoleOperations = {
  ...overviewOperations,
  ...runningOperations,
  'GET /v1/admin/organizations/{id}': {
    id: 'readOrganizationOf',
    group: 'operator',
    summary: 'Read an organization as operators see it',
    description:
      'Its state, failing payments, price, subscriptions, usage, people, keys, apps, badges, acceptances and domains.',
    answers: { 200: 'ConsoleOrganizationView' },
    problems: ['not_found'],
  },
  'GET /v1/admin/keys/{id}': {
    id: 'readKeyVerdict',
    group: 'operator',
    summary: 'Read whether a key works now',
    description:
      'The answer that the rule of admission gives now, with the organization, subscriptions and failing payments behind it. Rate limits, networks and signatures are not judged.',
    answers: { 200: 'KeyVerdictView' },
    problems: ['not_found'],
  },
  'GET /v1/admin/search': {
    id: 'searchConsole',
    group: 'operator',
    summary: 'Search for anything',
    description:
      'Finds the thing that the text names exactly: an id, an address, a handle, a domain or a key’s start. Also finds organizations whose names have words that begin with its words.',
    query: {
      q: { description: 'A name, an address, an id, a handle, a domain or the start of a key.', required: true },
    },
    answers: { 200: 'SearchView' },
    problems: ['invalid_request'],
  },
} as const satisfies Partial<Operations<typeof adminRoutes>>;
