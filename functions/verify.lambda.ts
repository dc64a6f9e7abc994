import { httpBasics, readSecretIfSet } from '../shared/connect.ts';
import { connectTable } from '../shared/connect-table.ts';
import { verificationsOver } from '../shared/storage/verifications.ts';
import catalog from '../tollgate.config.ts';
import { connectUpstreamAdmission } from './connect-upstream-admission.ts';
import { servicesOver } from './verify/services.ts';
import { verify } from './verify.ts';

const basics = httpBasics('verify');
const table = connectTable();
const { admit, watch } = await connectUpstreamAdmission(table, { catalog, log: basics.log });

export const handler = watch(
  verify({
    ...basics,
    catalog,
    admit,
    verifications: verificationsOver(table),
    services: servicesOver({ read: () => readSecretIfSet('service-keys'), nowMs: () => performance.now() }),
  }),
);
