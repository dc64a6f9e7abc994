import { type EntriesJob, type EntriesResult, placeOf } from './entries-job.ts';
import { checkFacts, checkLicences, checkPersons, listedFacts } from './facts.ts';
import { checkFiles, openPack, type Pack, readLines } from './folder.ts';
import { guarded } from './guarded.ts';
import { checkCertificates, checkReceipts, checkWitnessed, readReceipts } from './receipts.ts';
import { type CheckedLeaf, checkLeaves, checkSeals } from './seals.ts';
import { noSigning, signingOf } from './signing.ts';
import { checkStatements } from './statements.ts';
import { checkTimestamps } from './timestamps.ts';
import { appsOf, countsOf, type Verdict, verdictOf } from './verdict.ts';
import { checkAll } from './workers.ts';

/** The folder of a pack, and what it is compared with. */
export type VerifyOptions = {
  readonly folder: string;
  /** Thumbprints of keys of which one has to sign the manifest. */
  readonly pinned: readonly string[];
  /** Files of the buyer's receipts, and of seals and statements that somebody kept. */
  readonly receipts?: string;
  readonly witness?: string;
};

/** Checks a pack in an opened folder. @throws NoPack where there is none. */
export async function verifyPack(options: VerifyOptions): Promise<Verdict> {
  const pack = openPack(options.folder, options.pinned);
  const within = <T>(file: string, without: T, check: () => T): T => guarded(pack, { file, without }, check);
  const seals = within('seals.ndjson', new Map(), () => checkSeals(pack));
  const leaves = within('leaves.ndjson', [], () => checkLeaves(pack, seals));
  const listed = listedFacts(pack);
  const certified = within('certificates.ndjson', new Map(), () => checkCertificates(pack));
  const receipts = options.receipts ? readReceipts(pack, options.receipts) : [];
  const kept = new Map(receipts.map((receipt) => [placeOf(receipt), receipt.entry]));
  const signing = within('signing-keys.ndjson', noSigning, () => signingOf(pack, listed));
  const results = await checkAll(jobsOf(pack, leaves, { signing, ...(options.receipts && { receipts: kept }) }));
  for (const { findings } of results) for (const finding of findings) pack.findings.add(finding);
  checkAcross(pack, results, certified);
  checkFacts(pack, listed, results);
  checkLicences(pack, listed, new Set(results.flatMap(licencesOf)));
  const sealed = { leaves, bySeq: new Map(results.map((result) => [seqOf(leaves, result), result])) };
  const checked = {
    seals: seals.size,
    leaves: leaves.length,
    facts: listed.length,
    instances: certified.size,
    timestamps: within('seals.ndjson', 0, () => checkTimestamps(pack)),
    persons: within('persons.ndjson', 0, () => checkPersons(pack, listed)),
    ...within('statements.ndjson', { statements: 0, sealed: 0 }, () => checkStatements(pack, sealed)),
    ...(options.receipts && checkReceipts(pack, { path: options.receipts, receipts, certified, results })),
    ...(options.witness && { witnessed: checkWitnessed(pack, options.witness, { seals, sealed }) }),
  };
  checkFiles(pack);
  const appNames = new Map(readLines(pack, 'apps.ndjson').map(({ value }) => [String(value.id), String(value.name)]));
  const facts = listed.map(({ fact }) => fact);
  return verdictOf(pack, options.pinned, {
    counts: countsOf(pack, checked, results),
    apps: appsOf(results, facts, appNames),
  });
}

const seqOf = (leaves: readonly CheckedLeaf[], { job }: EntriesResult): number =>
  leaves.find(({ seal }) => seal === job.seal)?.seq ?? 0;

function jobsOf(
  pack: Pack,
  leaves: readonly CheckedLeaf[],
  more: Pick<EntriesJob, 'signing' | 'receipts'>,
): EntriesJob[] {
  const present = new Set(pack.present);
  const own = new Set(leaves.map(({ seal }) => `entries/${nameOf(seal)}.ndjson`));
  for (const file of pack.present)
    if (file.startsWith('entries/') && !own.has(file))
      pack.findings.add({ code: 'entries.leaf', text: 'no leaf of the pack has these entries', file });
  return leaves.flatMap(({ seal, hour, root, entries, organization }) => {
    const file = `entries/${nameOf(seal)}.ndjson`;
    const [recordsFile, hashesFile] = [`records/${nameOf(seal)}.ndjson`, `hashes/${nameOf(seal)}.txt`];
    if (!present.has(file)) {
      pack.findings.add({
        code: 'entries.missing',
        text: `the entries of the leaf of seal ${seal} are missing`,
        file,
        seal,
        hour,
      });
      return [];
    }
    const optional = {
      ...(present.has(recordsFile) && { recordsFile }),
      ...(present.has(hashesFile) && { hashesFile }),
    };
    return [{ folder: pack.folder, file, ...optional, organization, seal, hour, root, entries, ...more }];
  });
}

const nameOf = (seal: number): string => String(seal).padStart(12, '0');

/** Each place is in one leaf only, each instance is certified, and no signed request counts twice. */
function checkAcross(pack: Pack, results: readonly EntriesResult[], certified: ReadonlyMap<string, string>): void {
  const [places, signatures, unknown] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { job, sha256, recordsSha256, hashesSha256, places: own, signatures: signed } of results) {
    const { file, seal, hour } = job;
    pack.hashes.set(file, sha256);
    if (job.hashesFile && hashesSha256) pack.hashes.set(job.hashesFile, hashesSha256);
    if (job.recordsFile && recordsSha256) pack.hashes.set(job.recordsFile, recordsSha256);
    for (const [instance, segment] of own) {
      const place = `${instance}/${segment}`;
      if (places.has(place))
        pack.findings.add({
          code: 'entries.twice',
          text: 'another leaf has entries of this segment',
          file,
          seal,
          hour,
          entry: place,
        });
      places.add(place);
      if (!certified.has(instance)) unknown.add(instance);
    }
    for (const signature of signed) {
      if (signatures.has(signature))
        pack.findings.add({
          code: 'signed.repeated',
          text: `the signed request ${signature} stands behind two entries`,
          file,
          seal,
          hour,
        });
      signatures.add(signature);
    }
  }
  for (const instance of unknown)
    pack.findings.add({
      code: 'certificate.missing',
      text: `entries name the instance ${instance}, which no certificate names`,
      file: 'certificates.ndjson',
    });
}

const licencesOf = ({ totals }: EntriesResult): string[] =>
  totals.map(({ names }) => `${names.licence}-${names.licenceVersion}`);
