import { httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { connectDomains } from '../../shared/services/badges/domain-wiring.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { sightingsOver } from '../../shared/storage/accounts/sightings.ts';
import catalog from '../../tollgate.config.ts';
import { domains } from './handler.ts';
import { domainsRoutes } from './routes.ts';

const table = connectTable({ routes: domainsRoutes });
/** Lambda entry point of the domains function. */
export const handler = domains({
  ...connectDomains('domains', table),
  sightings: sightingsOver(table),
  ...httpBasics('domains'),
  ...connectSessions(table, catalog.operators),
});
