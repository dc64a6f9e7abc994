import type { JsonValue } from '../../domain/accounts/canonical-json.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { bindingTextOf } from '../../domain/catalog/licence.ts';
import type { Leaf } from '../../domain/evidence/seal.ts';
import type { StoredLeaf } from '../../storage/evidence/leaves.ts';
import type { EvidenceUse, PublishedKey } from '../../storage/evidence/published-keys.ts';
import type { PackedKey, PackedLicence, PackSource, SignedLine } from './pack-source.ts';
import type { SealRange } from './seal-range.ts';
import type { StoredSourceDeps } from './source-deps.ts';
import { storedEntries } from './stored-entries.ts';
import { openedPersons, storedFacts } from './stored-facts.ts';
import { unsealedLines } from './unsealed-lines.ts';

/** A pack's organization, and its seals as they were when it was begun. Later ones of the same hours are not in it. */
export type StoredPack = { readonly organization: PackSource['organization']; readonly range: SealRange };

/** Reads a pack from the table and the bucket of evidence; invoices and payments are asked of Stripe. */
export function storedSource(deps: StoredSourceDeps, { organization, range }: StoredPack): PackSource {
  const { id } = organization;
  const places = new Map<number, StoredLeaf>();
  return {
    organization,
    origin: deps.origin,
    seals: () => signedSeals(deps, range),
    async *leaves() {
      for await (const stored of deps.leaves.inSeals(id, range)) yield sealedLeaf(stored);
    },
    async *entries(leaf: Leaf) {
      const stored = places.get(leaf.seq) ?? (await deps.leaves.find(id, leaf.seq));
      if (!stored) throw new Error(`Leaf ${leaf.seq} of ${id} is missing`);
      places.clear();
      places.set(leaf.seq, stored);
      yield* storedEntries(deps.evidenceObjects, stored);
    },
    facts: () => storedFacts(deps, id, range),
    async *statements({ to }) {
      for (const { statement, text } of await deps.statements.of(id))
        if (statement.at < to) yield JSON.parse(text) as SignedLine;
    },
    async *timestamps() {
      for (let next = range.first; next <= range.last; ) {
        const page = await deps.timestamps.from(next, timestampsAtOnce);
        yield* page.filter(({ seal }) => seal <= range.last);
        next = (page.at(-1)?.seal ?? range.last) + 1;
      }
    },
    async *certificates(instances) {
      for (const instance of [...instances].toSorted()) {
        const signed = await deps.certificates.find(instance);
        if (signed) yield JSON.parse(signed) as SignedLine;
      }
    },
    async keys() {
      const all = await deps.publishedKeys.all();
      return { seals: keysOf(all, 'seals'), receipts: keysOf(all, 'receipts') };
    },
    async *licences(names) {
      for (const licence of deps.catalog.publishedLicences)
        if (names.has(`${licence.id}-${licence.version}`)) yield packedLicence(licence);
    },
    persons: (facts) => openedPersons(deps, { organization: id, facts, range }),
    unsealed: (file, period) => unsealedLines(deps, { organization: id, file, period }),
  };
}

const sealsAtOnce = 500;
/** Each has up to 10 KB. */
const timestampsAtOnce = 100;

async function* signedSeals({ seals }: StoredSourceDeps, { first, last }: SealRange): AsyncGenerator<SignedLine> {
  for (let next = first; next <= last; ) {
    const page = await seals.from(next, Math.min(sealsAtOnce, last - next + 1));
    if (page.length === 0) throw new Error(`Seal ${next} is missing`);
    for (const { text } of page) yield JSON.parse(text) as SignedLine;
    next += page.length;
  }
}

const sealedLeaf = ({ leaf, index, path }: StoredLeaf) => ({ leaf, index, path });

const keysOf = (all: readonly PublishedKey[], use: EvidenceUse): PackedKey[] =>
  all.filter((key) => key.use === use).map(({ kid, jwk }) => ({ ...pointOf(jwk), kid }));

const pointOf = ({ x, y }: PublishedKey['jwk']) => ({
  kty: 'EC' as const,
  crv: 'P-256' as const,
  x: String(x),
  y: String(y),
});

const packedLicence = (licence: Catalog['publishedLicences'][number]): PackedLicence => ({
  id: licence.id,
  version: licence.version,
  text: bindingTextOf(licence).text,
  ...(licence.terms && { terms: licence.terms as unknown as JsonValue }),
});
