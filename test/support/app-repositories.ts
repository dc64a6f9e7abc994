import { accessStatesOver } from '../../shared/storage/access.ts';
import { accountsOver } from '../../shared/storage/accounts.ts';
import { apiKeysOver } from '../../shared/storage/api-keys.ts';
import { auditOver } from '../../shared/storage/audit.ts';
import { badgesOver } from '../../shared/storage/badges.ts';
import { billingOver } from '../../shared/storage/billing.ts';
import { checkoutsOver } from '../../shared/storage/checkouts.ts';
import { driftOver } from '../../shared/storage/drift.ts';
import { eventsOver } from '../../shared/storage/events.ts';
import { noticesOver } from '../../shared/storage/notices.ts';
import { passkeysOver } from '../../shared/storage/passkeys.ts';
import { planChangesOver } from '../../shared/storage/plan-changes.ts';
import { signInOver } from '../../shared/storage/sign-in.ts';
import { suppressionsOver } from '../../shared/storage/suppressions.ts';
import type { Table } from '../../shared/storage/table.ts';
import { throttlesOver } from '../../shared/storage/throttles.ts';
import { trialsOver } from '../../shared/storage/trials.ts';
import { usageOver } from '../../shared/storage/usage.ts';

/** Every repository over one table. */
export const repositoriesOver = (table: Table) => ({
  sessions: signInOver(table),
  accounts: accountsOver(table),
  passkeys: passkeysOver(table),
  planChanges: planChangesOver(table),
  throttles: throttlesOver(table),
  billing: billingOver(table),
  access: accessStatesOver(table),
  audit: auditOver(table),
  apiKeys: apiKeysOver(table),
  usage: usageOver(table),
  events: eventsOver(table),
  drift: driftOver(table),
  badges: badgesOver(table),
  checkouts: checkoutsOver(table),
  trials: trialsOver(table),
  notices: noticesOver(table),
  suppressions: suppressionsOver(table),
});
