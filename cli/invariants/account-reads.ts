import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { billingOver } from '../../shared/storage/billing/billing.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import type { Inspected } from './types.ts';

/** Accounts of a table, with their billing, access and keys. */
export const accountReads = (table: Table): Pick<Inspected, 'accounts' | 'billing' | 'access' | 'apiKeys'> => ({
  accounts: accountsOver(table),
  billing: billingOver(table),
  access: accessStatesOver(table),
  apiKeys: apiKeysOver(table),
});
