import type { Operator } from '../../domain/accounts/operator.ts';
import { buyerViewsOver } from '../../storage/accounts/buyer-views.ts';
import { operatorWordsOver } from '../../storage/accounts/operator-words.ts';
import { signInOver } from '../../storage/accounts/sign-in.ts';
import { throttlesOver } from '../../storage/accounts/throttles.ts';
import type { Table } from '../../storage/table/table.ts';
import { spendOver } from './budgets.ts';

/** The needs of every function with routes for sessions: these, the budgets that their requests spend, and the operators who may see as buyers do. */
export function connectSessions(table: Table, operators: readonly Operator[]) {
  const throttles = throttlesOver(table);
  const now = () => new Date();
  return {
    ...{ sessions: signInOver(table), throttles, now, spend: spendOver({ throttles, now }) },
    ...{ operators, operatorWords: operatorWordsOver(table), buyerViews: buyerViewsOver(table) },
  };
}
