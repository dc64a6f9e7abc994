import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { billingOver } from '../../shared/storage/billing/billing.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import type { Table } from '../../shared/storage/table/table.ts';

/** Accounts with their billing, access and keys, as the invariants read them. */
export const accountReads = (table: Table) => ({
  accounts: accountsOver(table),
  billing: billingOver(table),
  access: accessStatesOver(table),
  apiKeys: apiKeysOver(table),
});
