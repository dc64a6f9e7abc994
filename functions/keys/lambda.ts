import { randomBytes, randomUUID } from 'node:crypto';
import { connectPeppers, httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { connectLiveUsage } from '../../shared/services/usage/wiring.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { appsOver } from '../../shared/storage/apps/apps.ts';
import { useCasesOver } from '../../shared/storage/apps/use-cases.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { personKeysOver } from '../../shared/storage/evidence/person-keys.ts';
import { signerKeysOver } from '../../shared/storage/evidence/signer-keys.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { browserKeysOver } from '../../shared/storage/keys/browser-keys.ts';
import { firstReadsOver } from '../../shared/storage/usage/first-reads.ts';
import catalog from '../../tollgate.config.ts';
import { keys } from './handler.ts';
import { keysRoutes } from './routes.ts';

const table = connectTable({ routes: keysRoutes });
const basics = httpBasics('keys');
/** Lambda entry point of the keys function. */
export const handler = keys({
  ...basics,
  catalog,
  ...connectSessions(table),
  apiKeys: apiKeysOver(table),
  browserKeys: browserKeysOver(table),
  apps: appsOver(table),
  useCases: useCasesOver(table),
  access: accessStatesOver(table),
  personKeys: personKeysOver(table),
  signerKeys: signerKeysOver(table),
  accounts: accountsOver(table),
  liveUsage: connectLiveUsage(table),
  firstReads: firstReadsOver(table),
  peppers: await connectPeppers('key-peppers', basics.log),
  randomBytes: (count) => randomBytes(count),
  newId: () => randomUUID(),
});
