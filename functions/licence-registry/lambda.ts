import { connectTable } from '../../shared/connect-table.ts';
import { logOf } from '../../shared/log.ts';
import { licenceRegistryOver } from '../../shared/storage/licences/licence-registry.ts';
import catalog from '../../tollgate.config.ts';
import { licenceRegistry } from './handler.ts';

/** Lambda entry point of the licence registry, a custom resource of CloudFormation. */
export const handler = licenceRegistry({
  catalog,
  registry: licenceRegistryOver(connectTable()),
  respond: async (url, body) => {
    const answer = await fetch(url, { method: 'PUT', body });
    if (!answer.ok) throw new Error(`CloudFormation took the answer with ${answer.status}`);
  },
  log: logOf('licence-registry'),
  now: () => new Date(),
});
