/** `npm run licences -- publish|postpone|withdraw`: what buyers accept, version by version, in `licences/published/`. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Catalog } from '../shared/domain/catalog/catalog.ts';
import { LicenceRefused } from '../shared/domain/catalog/define.ts';
import { postpone, publish, withdraw } from './licences/commands.ts';
import { publishedFolder } from './licences/published-files.ts';

const usage = `Usage: npm run licences -- publish [--in-force-from DAY]
       npm run licences -- postpone ID VERSION --in-force-from DAY
       npm run licences -- withdraw ID VERSION

publish publishes every text of tollgate.config.ts with a new version. A published text never changes again. Buyers have to accept it
before DAY, by default in 30 days. The first version of a licence is in force immediately. The command postpone gives buyers more time.
The command withdraw removes a version that was never deployed.`;

/** The configuration's licences, even if its texts are invalid, because this command is the way to repair them. */
async function configured(): Promise<Catalog> {
  try {
    return (await import('../tollgate.config.ts')).default;
  } catch (error) {
    if (error instanceof LicenceRefused) return error.catalog;
    throw error;
  }
}

async function main(): Promise<readonly string[]> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'in-force-from': { type: 'string' } },
  });
  const [command, id = '', version = '', ...more] = positionals;
  const day = values['in-force-from'];
  const folder = publishedFolder(path.resolve(import.meta.dirname, '../licences/published'));
  const publishing = { catalog: await configured(), folder, now: new Date() };
  if (command === 'publish' && id === '') return publish(publishing, day);
  if (command === 'postpone' && version && day && more.length === 0) return postpone(publishing, { id, version }, day);
  if (command === 'withdraw' && version && !day && more.length === 0) return withdraw(publishing, { id, version });
  throw new Error(usage);
}

try {
  for (const line of await main()) console.log(line);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
