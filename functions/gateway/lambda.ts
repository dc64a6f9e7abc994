import { connectSecrets, httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { connectUpstreamAdmission } from '../../shared/services/metering/upstream-wiring.ts';
import { noncesOver } from '../../shared/storage/evidence/nonces.ts';
import { firstReadsOver } from '../../shared/storage/usage/first-reads.ts';
import catalog from '../../tollgate.config.ts';
import { gateway } from './handler.ts';
import { reachOf } from './reach.ts';

const { STAGE } = readEnv(['STAGE']);
const basics = httpBasics('gateway');
const table = connectTable();
const credentialed = (catalog.upstreams ?? []).filter(({ secretHeader }) => secretHeader !== undefined);
const [secrets, { admit, watch }] = await Promise.all([
  connectSecrets({
    names: credentialed.map(({ id }) => `upstream-${id}` as const),
    parse: (found) => found,
    areOptional: true,
    log: basics.log,
  }),
  connectUpstreamAdmission(table, { catalog, log: basics.log }),
]);

/** The handler that Lambda calls. */
export const handler = watch(
  gateway({
    ...basics,
    ...reachOf({ stage: STAGE, standIns: process.env.LOCAL_UPSTREAMS }),
    catalog,
    firstReads: firstReadsOver(table),
    nonces: noncesOver(table),
    admit,
    credentialOf: async ({ id }) => (await secrets.current()).get(`upstream-${id}`)?.text,
  }),
);
