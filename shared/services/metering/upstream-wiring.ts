import { connectPeppers } from '../../connect.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { readEnv } from '../../env.ts';
import type { Log } from '../../log.ts';
import type { Table } from '../../storage/table/table.ts';
import { admitUpstream } from './admit-upstream.ts';
import { connectAdmission, connectAdmissionQueues } from './wiring.ts';

type Options = { readonly catalog: Catalog; readonly log: Log };

/** Admission for a function in front of upstreams. Its handler goes through `watch`. */
export async function connectUpstreamAdmission(table: Table, { catalog, log }: Options) {
  const peppers = await connectPeppers('key-peppers', log);
  const queues = connectAdmissionQueues(readEnv(['STRIPE_QUEUE_URL', 'TOP_UP_QUEUE_URL', 'USAGE_CHECK_QUEUE_URL']));
  const { watch, ledger: _, ...parts } = await connectAdmission(table, { catalog, peppers, log, queues });
  return { watch, admit: admitUpstream({ ...parts, catalog, now: () => Date.now() }) };
}
