import { PackMaking } from '../../shared/services/evidence/pack-files.ts';
import type { PackFile } from '../../shared/services/evidence/pack-parts.ts';
import { sealRange } from '../../shared/services/evidence/seal-range.ts';
import { nameOfOrganization } from '../../shared/services/evidence/stored-facts.ts';
import { storedSource } from '../../shared/services/evidence/stored-source.ts';
import { ZipWriter } from '../../shared/services/evidence/zip-writer.ts';
import type { PackRun } from '../../shared/storage/evidence/pack-work.ts';
import { keepCheckpoint, keptCheckpoint, type PackCheckpoint } from './checkpoint.ts';
import type { PackMakerDeps } from './deps.ts';
import { PartedUpload } from './parted-upload.ts';

/** The run was taken for dead, and another one has its order. */
export class HoldLost extends Error {
  constructor({ order }: PackRun) {
    super(`Another run makes the pack ${order.id}`);
    this.name = 'HoldLost';
  }
}

/** The time that one leaf, or all that comes after the leaves, may need. */
const reserveMs = 240_000;
/** A run that dies loses so much of its work. */
const checkpointMs = 20_000;

/**
 * Makes a pack, or goes on with it from its last checkpoint. `paused`: the time runs out, and another run goes on. Everything that was stored after
 * the checkpoint is stored again under the same numbers, so a run may end anywhere.
 */
export async function makePack(
  deps: PackMakerDeps,
  run: PackRun,
  remainingMs: () => number,
): Promise<'done' | 'paused'> {
  const work = await PackInWork.of(deps, run);
  if (!work.isWhole) {
    await work.begin();
    for await (const leaf of work.making.leaves()) {
      await work.writeLeaf(leaf);
      const isShort = remainingMs() < reserveMs;
      if (isShort || work.sinceSavedMs >= checkpointMs) await work.save();
      if (isShort) return 'paused';
    }
    await work.writeRest();
  }
  await work.finish();
  return 'done';
}

/** A pack on its way into the store. */
class PackInWork {
  readonly making: PackMaking;
  readonly #deps: PackMakerDeps;
  readonly #run: PackRun;
  readonly #zip: ZipWriter;
  readonly #upload: PartedUpload;
  #state: PackCheckpoint;
  #number: number;
  #savedAt: number;
  #done: number;
  #keyId = '';

  constructor(deps: PackMakerDeps, run: PackRun, { state, waiting }: { state: PackCheckpoint; waiting: Uint8Array }) {
    const { id: orderId, organization, from, to } = run.order;
    const source = storedSource(deps, { organization: { id: organization, name: state.name }, range: state.range });
    const sign = async (bytes: Uint8Array | string) => {
      const signature = await deps.signer.sign(bytes);
      this.#keyId = signature.keyId;
      return signature;
    };
    const tools = { ...deps, signer: { sign }, now: new Date(state.at) };
    this.#deps = deps;
    this.#run = run;
    this.#state = state;
    this.making = new PackMaking(source, { from, to }, { tools, ...(state.making && { from: state.making }) });
    this.#zip = new ZipWriter(new Date(state.at), state.zip ?? undefined);
    this.#upload = new PartedUpload(deps.packStore, { ...state.upload, id: orderId }, waiting);
    this.#number = run.checkpoint;
    this.#savedAt = deps.now().getTime();
    this.#done = run.order.progress?.done ?? 0;
  }

  static async of(deps: PackMakerDeps, run: PackRun): Promise<PackInWork> {
    const { id } = run.order;
    const kept = run.checkpoint > 0 ? await keptCheckpoint(deps.packStore, id, run.checkpoint) : null;
    return new PackInWork(deps, run, kept ?? { state: await begun(deps, run), waiting: new Uint8Array() });
  }

  /** All parts are stored: only the last step is missing. */
  get isWhole(): boolean {
    return this.#state.whole !== undefined;
  }

  get sinceSavedMs(): number {
    return this.#deps.now().getTime() - this.#savedAt;
  }

  async begin(): Promise<void> {
    if (!this.#state.making) await this.#write(this.making.head());
  }

  async writeLeaf(leaf: Parameters<PackMaking['leaf']>[0]): Promise<void> {
    await this.#write(this.making.leaf(leaf));
    this.#done += 1;
  }

  async writeRest(): Promise<void> {
    await this.#write(this.making.rest());
    const end = [...this.#zip.end()];
    const bytes = end.reduce((sum, { length }) => sum + length, this.#zip.state().offset);
    await this.#upload.write(end);
    await this.#upload.flush();
    const { sealedThrough } = this.making.state().report;
    await this.save({ bytes, sealedThrough, keyId: this.#keyId });
  }

  /** Keeps how far it has come, first in the store and then in the table. @throws HoldLost */
  async save(whole?: PackCheckpoint['whole']): Promise<void> {
    const { packStore, packWork, now } = this.#deps;
    const [upload, making, zip] = [this.#upload.stored, this.making.state(), this.#zip.state()];
    this.#state = { ...this.#state, upload, making, zip, ...(whole && { whole }) };
    this.#number += 1;
    await keepCheckpoint(packStore, this.#number, { state: this.#state, waiting: this.#upload.waiting });
    const progress = { done: this.#done, of: this.#state.leaves };
    const at = { number: this.#number, progress, now: now().toISOString() };
    if (!(await packWork.checkpoint(this.#run, at))) throw new HoldLost(this.#run);
    this.#savedAt = now().getTime();
  }

  /** The parts become one zip, and the order ends. @throws HoldLost */
  async finish(): Promise<void> {
    const { whole, upload, at: madeAt } = this.#state;
    if (!whole) throw new Error('A pack that is not whole cannot be finished');
    await this.#deps.packStore.complete(upload);
    if (!(await this.#deps.packWork.finish(this.#run, { ...whole, madeAt }))) throw new HoldLost(this.#run);
  }

  async #write(files: AsyncIterable<PackFile>): Promise<void> {
    for await (const file of files) await this.#upload.write(this.#zip.file(file));
  }
}

/** A pack before its first file: from here on no later seal gets into it. */
async function begun(deps: PackMakerDeps, { order }: PackRun): Promise<PackCheckpoint> {
  const { id, organization } = order;
  const range = await sealRange(deps.seals, order);
  const name = await nameOfOrganization(deps, organization, range.last);
  let leaves = 0;
  for await (const _ of deps.leaves.inSeals(organization, range)) leaves += 1;
  const upload = { id, upload: await deps.packStore.begin(id), tags: [] };
  return { at: deps.now().toISOString(), name, range, leaves, upload, making: null, zip: null };
}
