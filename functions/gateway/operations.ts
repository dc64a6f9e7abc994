import type { Operation, Operations } from '../../shared/http/operation.ts';
import type { gatewayRoutes } from './routes.ts';

const call = {
  group: 'data',
  summary: 'Send a request to an API',
  description:
    'Forwards a request of any method to an API of the catalogue, and returns its answer. You pay for successful answers only.',
  passesOn: true,
  answers: { 200: { '*/*': 'unknown' } },
  answerHeaders: ['meter', 'receipt', 'limits', 'link'],
  problems: [
    'invalid_request',
    'not_found',
    'method_not_allowed',
    'upstream_unavailable',
    'upstream_invalid',
    'upstream_too_large',
    'upstream_timeout',
  ],
} as const satisfies Omit<Operation, 'id'>;

/** The description of APIs behind the gateway, for callers. */
export const gatewayOperations: Operations<typeof gatewayRoutes> = {
  'ANY /gateway/{upstream}': { ...call, id: 'callApi', audience: 'pages' },
  'ANY /gateway/{upstream}/{proxy+}': {
    ...call,
    id: 'callApiPath',
    summary: 'Send a request to a path of an API',
    path: { proxy: { description: 'The path below the API’s own address; it may have several segments.' } },
  },
};
