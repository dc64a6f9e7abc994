import { connectTable } from '../shared/connect-table.ts';
import { connectDomains } from './connect-domains.ts';
import { domainCheck } from './domain-check.ts';

export const handler = domainCheck(connectDomains('domain-check', connectTable()));
