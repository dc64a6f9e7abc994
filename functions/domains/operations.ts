import type { Operations } from '../../shared/http/operation.ts';
import type { domainsRoutes } from './routes.ts';

/** The description of the proof of a domain, for callers. */
export const domainsOperations: Operations<typeof domainsRoutes> = {
  'GET /v1/badges/{handle}/domain': {
    id: 'readDomainProof',
    audience: 'pages',
    group: 'badges',
    summary: 'Read a domain proof',
    description: 'The DNS record that proves the domain of the profile’s website, and whether we found it.',
    answers: { 200: 'DomainProofView' },
    problems: ['invalid_request', 'not_found', 'conflict'],
  },
  'POST /v1/badges/{handle}/domain/check': {
    id: 'checkDomain',
    audience: 'pages',
    group: 'badges',
    summary: 'Check a domain',
    description: 'Looks for the DNS record now.',
    answers: { 200: 'DomainProofView' },
    problems: ['not_found', 'conflict'],
  },
};
