import { httpBasics } from '../shared/connect.ts';
import { connectTable } from '../shared/connect-table.ts';
import { auditOver } from '../shared/storage/audit.ts';
import { checkoutsOver } from '../shared/storage/checkouts.ts';
import { signInOver } from '../shared/storage/sign-in.ts';
import { throttlesOver } from '../shared/storage/throttles.ts';
import { billing } from './billing.ts';
import { connectSync } from './connect-sync.ts';

const table = connectTable();
export const handler = billing({
  ...(await connectSync('billing', table)),
  ...httpBasics('billing'),
  sessions: signInOver(table),
  checkouts: checkoutsOver(table),
  throttles: throttlesOver(table),
  audit: auditOver(table),
});
