import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { PackStore, PackUpload } from '../../shared/evidence-store/pack-store.ts';
import type { PackState } from '../../shared/services/evidence/pack-files.ts';
import type { SealRange } from '../../shared/services/evidence/seal-range.ts';
import type { ZipState } from '../../shared/services/evidence/zip-writer.ts';

/**
 * A pack as far as it is made: enough for another run to go on. `at`: the time of the pack, ISO-8601 UTC. `leaves`: how many it will have. `making`,
 * `zip`: null before the first stage. `whole`: all parts are stored, and the zip has so many bytes.
 */
export type PackCheckpoint = {
  readonly at: string;
  readonly name: string;
  readonly range: SealRange;
  readonly leaves: number;
  readonly upload: PackUpload;
  readonly making: PackState | null;
  readonly zip: ZipState | null;
  readonly whole?: { readonly bytes: number; readonly sealedThrough: number; readonly keyId: string };
};

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

const stateName = (number: number): string => `${number}.json.gz`;
const restName = (number: number): string => `${number}.rest`;

type Kept = { readonly state: PackCheckpoint; readonly waiting: Uint8Array };

/** Keeps a checkpoint under its number: its state, and the bytes of the zip that fill no part yet. */
export async function keepCheckpoint(store: PackStore, number: number, { state, waiting }: Kept): Promise<void> {
  const { id } = state.upload;
  await store.keep(id, restName(number), waiting);
  await store.keep(id, stateName(number), await zip(JSON.stringify(state)));
}

/** @throws Error where it is not there */
export async function keptCheckpoint(store: PackStore, id: string, number: number): Promise<Kept> {
  const [state, waiting] = await Promise.all([store.kept(id, stateName(number)), store.kept(id, restName(number))]);
  if (!state || !waiting) throw new Error(`Checkpoint ${number} of pack ${id} is missing`);
  return { state: JSON.parse((await unzip(state)).toString('utf8')) as PackCheckpoint, waiting };
}
