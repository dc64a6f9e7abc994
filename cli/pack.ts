/** `npm run pack`: the evidence pack of an organization, on the disk of whoever runs it. */
import { randomUUID } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { drawReport } from '../shared/services/evidence/drawn-report.ts';
import { packFiles } from '../shared/services/evidence/pack-files.ts';
import { sealRange } from '../shared/services/evidence/seal-range.ts';
import { nameOfOrganization } from '../shared/services/evidence/stored-facts.ts';
import { storedSource } from '../shared/services/evidence/stored-source.ts';
import { zipped } from '../shared/services/evidence/zipped.ts';
import { connectPack, type PackConnection } from './pack/deployment.ts';
import { type PackSettings, periodOf, readPackSettings } from './pack/settings.ts';

async function main(): Promise<readonly string[]> {
  const settings = readPackSettings(process.argv.slice(2));
  const connection = await connectPack(settings.deployment);
  const { organization: id } = settings;
  if (!(await connection.accounts.find(id))) throw new Error(`There is no organization ${id}.`);
  return writePack(connection, settings);
}

/** Writes beside the file and moves it into place, so that half a pack never has its name. */
async function writePack(connection: PackConnection, settings: PackSettings): Promise<readonly string[]> {
  const { organization: id, out } = settings;
  const now = connection.now();
  const period = periodOf(settings, now);
  const range = await sealRange(connection.seals, period);
  const name = await nameOfOrganization(connection, id, range.last);
  await connection.audit.append({
    ...{ id: randomUUID(), accountId: id, at: now.toISOString(), action: 'pack.made', actor: 'command line' },
    detail: period,
  });
  let keyId = '';
  const sign = async (bytes: Uint8Array | string) => {
    const signature = await connection.signer.sign(bytes);
    keyId = signature.keyId;
    return signature;
  };
  const verifier = readFileSync(path.resolve(import.meta.dirname, '../evidence/verify.mjs'), 'utf8');
  const source = storedSource(connection, { organization: { id, name }, range });
  const unfinished = `${out}.part`;
  try {
    const files = packFiles(source, period, { signer: { sign }, verifier, drawReport, now });
    await pipeline(zipped(files, now), createWriteStream(unfinished));
    await rename(unfinished, out);
  } finally {
    await rm(unfinished, { force: true });
  }
  const seals = range.last < range.first ? 'It has no seals.' : `It has the seals ${range.first} to ${range.last}.`;
  return [
    `${out}: the evidence pack of ${name} from ${period.from} to ${period.to}. ${seals}`,
    `Signed by ${keyId}. Compare it with ${connection.origin}/.well-known/tollgate/keys.`,
    `Open the zip, then run in its folder: node verify.mjs --key ${keyId}`,
  ];
}

try {
  for (const line of await main()) console.log(line);
} catch (error) {
  console.error(`pack: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
