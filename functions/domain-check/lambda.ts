import { connectTable } from '../../shared/connect-table.ts';
import { connectDomains } from '../../shared/services/badges/domain-wiring.ts';
import { domainCheck } from './handler.ts';

/** The deployed function. */
export const handler = domainCheck(connectDomains('domain-check', connectTable()));
