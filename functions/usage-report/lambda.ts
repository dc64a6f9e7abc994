import { setTimeout as sleep } from 'node:timers/promises';
import { connectSecret } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { totalsOver } from '../../shared/services/usage/totals.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { billingOver } from '../../shared/storage/billing/billing.ts';
import { planChangesOver } from '../../shared/storage/billing/plan-changes.ts';
import { overagesOver } from '../../shared/storage/usage/overage.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { stripePace } from '../../shared/stripe/pace.ts';
import { usageGateway } from '../../shared/stripe/usage.ts';
import catalog from '../../tollgate.config.ts';
import { usageReport } from './handler.ts';

const { STRIPE_MODE } = readEnv(['STRIPE_MODE']);
const table = connectTable();
const apiBase = process.env.STRIPE_API_BASE;
const pace = stripePace({ mode: STRIPE_MODE, apiBase }, { nowMs: () => performance.now(), sleep });
const log = logOf('usage-report');
const secretKey = await connectSecret('stripe-secret-key', log);

/** The handler that Lambda calls. */
export const handler = usageReport({
  catalog,
  accounts: accountsOver(table),
  access: accessStatesOver(table),
  billing: billingOver(table),
  overages: overagesOver(table),
  planChanges: planChangesOver(table),
  stripeUsage: usageGateway(stripeClient(secretKey, apiBase, pace)),
  totalOf: totalsOver(usageDaysOver(table)),
  log,
  now: () => new Date(),
});
