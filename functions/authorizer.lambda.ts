import { connectTable } from '../shared/connect-table.ts';
import { logOf } from '../shared/log.ts';
import catalog from '../tollgate.config.ts';
import { authorizer } from './authorizer.ts';
import { connectUpstreamAdmission } from './connect-upstream-admission.ts';

const log = logOf('authorizer');
const { admit, watch } = await connectUpstreamAdmission(connectTable(), { catalog, log });

export const handler = watch(authorizer({ log, catalog, admit }));
