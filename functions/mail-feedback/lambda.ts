import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { countOver } from '../../shared/metrics.ts';
import { mailLogOver } from '../../shared/storage/accounts/mail-log.ts';
import { suppressionsOver } from '../../shared/storage/accounts/suppressions.ts';
import { mailFeedback } from './handler.ts';

const { STAGE } = readEnv(['STAGE']);
const table = connectTable();
/** Lambda entry point of the mail feedback. */
export const handler = mailFeedback({
  suppressions: suppressionsOver(table),
  mailLog: mailLogOver(table),
  log: logOf('mail-feedback'),
  count: countOver(STAGE, () => new Date()),
});
