import { connectSecrets, httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { parseServices } from '../../shared/domain/keys/service-key.ts';
import { connectUpstreamAdmission } from '../../shared/services/metering/upstream-wiring.ts';
import { firstReadsOver } from '../../shared/storage/usage/first-reads.ts';
import { verificationsOver } from '../../shared/storage/usage/verifications.ts';
import catalog from '../../tollgate.config.ts';
import { verify } from './handler.ts';

const basics = httpBasics('verify');
const table = connectTable();
const [services, { admit, watch }] = await Promise.all([
  connectSecrets({
    names: ['service-keys'],
    parse: (secrets) => parseServices(secrets.get('service-keys')?.text ?? ''),
    areOptional: true,
    log: basics.log,
  }),
  connectUpstreamAdmission(table, { catalog, log: basics.log }),
]);

/** The handler that Lambda calls. */
export const handler = watch(
  verify({
    ...basics,
    catalog,
    admit,
    verifications: verificationsOver(table),
    firstReads: firstReadsOver(table),
    services: () => services.current(),
  }),
);
