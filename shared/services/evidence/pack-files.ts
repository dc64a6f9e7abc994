import { canonicalJson } from '../../domain/accounts/canonical-json.ts';
import type { Leaf } from '../../domain/evidence/seal.ts';
import type { EvidenceSigner } from '../../signing/evidence-signer.ts';
import { factFilesOf, keyFiles, leafFiles, leafLines, type Making, otherFiles, sealLines } from './pack-contents.ts';
import { type PackFile, PackParts } from './pack-parts.ts';
import { packReadme } from './pack-readme.ts';
import { PackReport } from './pack-report.ts';
import type { PackPeriod, PackSource } from './pack-source.ts';
import type { PackSummary } from './pack-summary.ts';
import type { ReportState } from './report-sums.ts';

/** The tools with which a pack is made, at the time `now`. */
export type PackTools = {
  /** Signs the manifest with the ledger's key. */
  readonly signer: EvidenceSigner;
  /** The text of `verify.mjs`. */
  readonly verifier: string;
  /** Draws `report.pdf`. */
  readonly drawReport: (summary: PackSummary) => Promise<Uint8Array>;
  readonly now: Date;
};

/** A pack that is made up to a leaf: the hashes of its files, and the sums of its report. */
export type PackState = {
  readonly hashes: Readonly<Record<string, string>>;
  readonly report: ReportState;
  /** The number of the last leaf of which all files are made; 0: none. */
  readonly leaf: number;
};

/**
 * The files of an evidence pack, in an order in which each can be streamed. They come in stages: the head, each leaf, and the rest. After a leaf the
 * work may stop, and another process goes on from its state.
 */
export class PackMaking {
  readonly #making: Making;
  readonly #tools: PackTools;
  #leaf: number;

  constructor(source: PackSource, period: PackPeriod, { tools, from }: { tools: PackTools; from?: PackState }) {
    const head = { organization: source.organization, period, at: tools.now.toISOString() };
    const [parts, report] = [new PackParts(from?.hashes), new PackReport(head, from?.report)];
    this.#making = { source, period, parts, report };
    this.#tools = tools;
    this.#leaf = from?.leaf ?? 0;
  }

  /** As of the last stage that was read to its end. */
  state(): PackState {
    const { parts, report } = this.#making;
    return { hashes: parts.hashes(), report: report.state(), leaf: this.#leaf };
  }

  /** The read-me, the verifier, keys, seals and leaves. */
  async *head(): AsyncGenerator<PackFile> {
    const { source, period, parts } = this.#making;
    const { organization, origin } = source;
    yield parts.file('README.md', [packReadme({ organization, period, origin })]);
    yield parts.file('verify.mjs', [this.#tools.verifier]);
    yield* keyFiles(this.#making);
    yield parts.lines('seals.ndjson', sealLines(this.#making));
    yield parts.lines('leaves.ndjson', leafLines(this.#making));
  }

  /** The leaves whose files are not made yet. */
  async *leaves(): AsyncGenerator<Leaf> {
    const { source, period } = this.#making;
    for await (const { leaf } of source.leaves(period)) if (leaf.seq > this.#leaf) yield leaf;
  }

  /** The files of one leaf. */
  async *leaf(leaf: Leaf): AsyncGenerator<PackFile> {
    yield* leafFiles(this.#making, leaf);
    this.#leaf = leaf.seq;
  }

  /** Everything else. The last two are the manifest, which has the hash of all others, and its signature. */
  async *rest(): AsyncGenerator<PackFile> {
    const { source, period, parts, report } = this.#making;
    const { organization, origin } = source;
    const { drawReport, now, signer } = this.#tools;
    yield* factFilesOf(this.#making);
    yield* otherFiles(this.#making);
    yield parts.file('report.pdf', [await drawReport(report.summary())]);
    const manifest = canonicalJson({
      v: 1,
      kind: 'pack',
      organization: organization.id,
      name: organization.name,
      origin,
      ...period,
      sealedThrough: report.sealedThrough,
      at: now.toISOString(),
      files: parts.hashes(),
    });
    yield parts.file('manifest.json', [manifest]);
    yield parts.file('manifest.sig', [canonicalJson(await signer.sign(manifest))]);
  }
}

/** All files of a pack in one go. The pack ends at the last seal whose hour is in the period. */
export async function* packFiles(source: PackSource, period: PackPeriod, tools: PackTools): AsyncGenerator<PackFile> {
  const making = new PackMaking(source, period, { tools });
  yield* making.head();
  for await (const leaf of making.leaves()) yield* making.leaf(leaf);
  yield* making.rest();
}
