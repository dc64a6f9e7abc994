import { signInOver } from '../../storage/accounts/sign-in.ts';
import { throttlesOver } from '../../storage/accounts/throttles.ts';
import type { Table } from '../../storage/table/table.ts';
import { spendOver } from './budgets.ts';

/** The sessions, and the budgets that their requests spend, over the table: the needs of every function with routes for sessions. */
export function connectSessions(table: Table) {
  const throttles = throttlesOver(table);
  const now = () => new Date();
  return { sessions: signInOver(table), throttles, now, spend: spendOver({ throttles, now }) };
}
