/** The gateway, wired as a deployed function is, in front of an upstream of this machine. */
import { connectAdmission } from '../../functions/connect-admission.ts';
import { admitUpstream } from '../../functions/gateway/admit-upstream.ts';
import { gateway } from '../../functions/gateway.ts';
import { httpBasics, readSecrets } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { parsePeppers } from '../../shared/domain/keys/hash.ts';
import { outgoingCaller } from '../../shared/http/call-out.ts';
import { catalog } from '../catalog.ts';

const secrets = await readSecrets(['key-peppers']);
const basics = httpBasics('gateway');
const peppers = parsePeppers(secrets['key-peppers']);
const { watch, ...parts } = await connectAdmission(connectTable(), { catalog, peppers, log: basics.log });

export const handler = watch(
  gateway({
    ...basics,
    catalog,
    admit: admitUpstream({ ...parts, catalog, now: Date.now }),
    call: outgoingCaller({ maxBytes: 1_000_000, mayConnect: (address) => address === '127.0.0.1' }),
    baseOf: () => new URL(process.env.UPSTREAM ?? ''),
    credentialOf: () => undefined,
  }),
);
