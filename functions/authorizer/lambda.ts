import { connectTable } from '../../shared/connect-table.ts';
import { logOf } from '../../shared/log.ts';
import { connectUpstreamAdmission } from '../../shared/services/metering/upstream-wiring.ts';
import { firstReadsOver } from '../../shared/storage/usage/first-reads.ts';
import catalog from '../../tollgate.config.ts';
import { authorizer } from './handler.ts';

const log = logOf('authorizer');
const table = connectTable();
const { admit, watch } = await connectUpstreamAdmission(table, { catalog, log });

/** The handler that Lambda calls. */
export const handler = watch(
  authorizer({ log, catalog, admit, firstReads: firstReadsOver(table), now: () => new Date() }),
);
