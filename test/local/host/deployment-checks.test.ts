import { expect, test } from 'vitest';
import { licenceRegistry } from '../../../functions/licence-registry/handler.ts';
import type { Assembly } from '../../../local/host/assembly.ts';
import { passDeploymentChecks } from '../../../local/host/deployment-checks.ts';
import type { FunctionPool } from '../../../local/host/function-pool.ts';
import type { Resolver } from '../../../local/host/intrinsics.ts';
import { logOf } from '../../../shared/log.ts';
import { licenceRegistryOver } from '../../../shared/storage/licences/licence-registry.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import tollgate from '../../../tollgate.config.ts';

const properties = { ServiceToken: 'arn:aws:lambda:eu-central-1:000000000000:function:LicenceRegistryHandler' };
const check = { stack: 'Service', logicalId: 'LicencesCheck', type: 'Custom::TollgateDeploymentCheck', properties };
const assembly = { resources: (type: string) => (type === check.type ? [check] : []) } as unknown as Assembly;
const resolver = { resolve: (value: unknown) => value } as unknown as Resolver;

/** Runs the templates' check, which the function itself answers over a table. */
const asked = (table = memoryTable(), answers = true) => {
  const handler = licenceRegistry({
    ...{
      catalog: tollgate,
      registry: licenceRegistryOver(table),
      log: logOf('check', () => {}),
      now: () => new Date(),
    },
    respond: async (url, body) => void (answers && (await fetch(url, { method: 'PUT', body }))),
  });
  const pool = { invoke: async (event: never) => ({ ok: true, payload: await handler(event) }) };
  const functions = new Map([['LicenceRegistryHandler', pool as unknown as FunctionPool]]);
  return passDeploymentChecks({ assembly, resolver, functions });
};

test('a local world starts once its deployment check agreed', async () => {
  await expect(asked()).resolves.toBeUndefined();
});

test('a local world does not start if its deployment check refuses, and says why', async () => {
  const table = memoryTable();
  await licenceRegistryOver(table).note({ id: 'films', version: '1999', sha256: 'f', inForceFrom: '1999-01-01' });
  await expect(asked(table)).rejects.toThrow('Licence "films" 1999 was deployed and is missing');
});

test('a local world does not start if its deployment check does not answer', async () => {
  await expect(asked(memoryTable(), false)).rejects.toThrow('LicencesCheck was not answered');
});
