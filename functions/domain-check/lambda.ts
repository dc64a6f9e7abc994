import { connectTable } from '../../shared/connect-table.ts';
import { connectDomains } from '../../shared/services/badges/domain-wiring.ts';
import { sightingsOver } from '../../shared/storage/accounts/sightings.ts';
import { domainCheckAuthority } from './authority.ts';
import { domainCheck } from './handler.ts';

const table = connectTable({ work: domainCheckAuthority });
/** The deployed function. */
export const handler = domainCheck({ ...connectDomains('domain-check', table), sightings: sightingsOver(table) });
