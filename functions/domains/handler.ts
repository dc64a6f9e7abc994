import { httpFunction } from '../../shared/http/stacks.ts';
import type { DomainsDeps } from '../../shared/services/badges/domain-deps.ts';
import { checkDomainNow, readDomain } from './domain.ts';
import { domainsRoutes } from './routes.ts';

/** The proof that an organization's site is its own: by a record that only who controls the domain can put into its zone. */
export const domains = (deps: DomainsDeps) =>
  httpFunction(deps, domainsRoutes, {
    'GET /v1/badges/{handle}/domain': readDomain(deps),
    'POST /v1/badges/{handle}/domain/check': checkDomainNow(deps),
  });
