import type { DomainProofView } from '../../shared/http/views.ts';
import { ok, type Route } from './stub-answers.ts';

const at = '2026-11-24T10:00:00.000Z';

/** A domain whose record is not there yet. */
export const someDomain = (): DomainProofView => ({
  domain: 'brandwatch.example',
  record: {
    name: '_tollgate-challenge.brandwatch.example',
    type: 'TXT',
    value: 'tollgate-verification=5Jx2mYb7Qh0Zk3VnT8sLwA',
  },
  ...{ state: 'unproven', provenAt: null, checkedAt: at, found: 'other_records', failingSince: null, losesAt: null },
});

/** The routes of a domain; a check finds the record. */
export const domainRoutes: Record<string, Route> = {
  'GET /v1/badges/:id/domain': ({ domain }) => ok(domain),
  'POST /v1/badges/:id/domain/check': ({ domain }) =>
    ok(Object.assign(domain, { state: 'proven', provenAt: at, found: 'record', failingSince: null, losesAt: null })),
};
