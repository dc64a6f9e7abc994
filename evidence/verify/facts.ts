import { Buffer } from 'node:buffer';
import crypto from 'node:crypto';
import { canonical, leafDigest, rootByPath } from './bytes.ts';
import type { EntriesResult } from './entries-job.ts';
import type { FactLine } from './entry-line.ts';
import { type Pack, readLines, readText, signedBody } from './folder.ts';
import { guarded } from './guarded.ts';
import { type LeafBody, leafFaults, type SealBody } from './seals.ts';

/** The files that list facts, by the kinds that they hold. */
const files: Readonly<Record<string, readonly string[]>> = {
  'acceptances.ndjson': ['acceptance'],
  'use-cases.ndjson': ['use-case', 'use-case-decision'],
  'signing-keys.ndjson': ['signing-key', 'signing-rule'],
  'contests.ndjson': ['contest', 'contest-decision'],
  'holds.ndjson': ['hold', 'release'],
};

/** A fact of a file. `isProven`: it carries its way to a seal; otherwise it has to be among the entries. */
export type ListedFact = {
  readonly file: string;
  readonly line: number;
  readonly fact: FactLine;
  readonly text: string;
  readonly isProven: boolean;
};

/** The way of a fact of an earlier seal: from its line to the leaf, and from the leaf to the signed seal. */
type Proof = {
  readonly seal: Record<string, unknown>;
  readonly leaf: { readonly leaf: LeafBody; readonly index: number; readonly path: readonly string[] };
  readonly index: number;
  readonly path: readonly string[];
};

/** The facts that the files list. */
export function listedFacts(pack: Pack): ListedFact[] {
  return Object.entries(files).flatMap(([file, kinds]) =>
    guarded(pack, { file, without: [] }, () => factsOf(pack, file, kinds)),
  );
}

function factsOf(pack: Pack, file: string, kinds: readonly string[]): ListedFact[] {
  return readLines(pack, file).flatMap(({ line, value }) => {
    const add = (code: string, text: string) => pack.findings.add({ code: `fact.${code}`, text, file, line });
    const fact = value.fact as FactLine | undefined;
    if (!fact || !kinds.includes(fact.kind)) {
      add('form', `the line has no fact of the kind ${kinds.join(' or ')}`);
      return [];
    }
    if (fact.organization !== pack.manifest.organization) add('organization', `the fact is of ${fact.organization}`);
    const text = canonical(fact);
    const fault = value.proof ? proofFault(pack, text, value.proof as Proof) : null;
    if (fault) add('proof', `the way of the fact to its seal does not hold: ${fault}`);
    return [{ file, line, fact, text, isProven: value.proof !== undefined }];
  });
}

function proofFault(pack: Pack, text: string, { seal, leaf, index, path }: Proof): string | null {
  const signed = signedBody(pack, seal ?? {}, { name: 'seal', use: 'seals' });
  if ('fault' in signed) return `the seal is not valid: ${signed.fault}`;
  const [fault] = leaf?.leaf ? leafFaults(pack, leaf, signed.body as unknown as SealBody) : ['it has no leaf'];
  if (fault) return fault;
  const root = Array.isArray(path) ? rootByPath(leafDigest(text), index, leaf.leaf.entries, path) : null;
  return root === leaf.leaf.root ? null : 'its path does not lead to the root of its leaf';
}

/** Every listed fact is sealed, and every sealed fact of the period is listed. */
export function checkFacts(pack: Pack, listed: readonly ListedFact[], results: readonly EntriesResult[]): void {
  const known = new Set(listed.map(({ text }) => text));
  const sealed = new Set<string>();
  for (const { facts, job } of results) {
    for (const { line, at, fact } of facts) {
      sealed.add(line);
      if (fact.kind !== 'statement' && !known.has(line))
        pack.findings.add({
          code: 'fact.unlisted',
          text: `the sealed ${fact.kind} is in no file of facts`,
          file: job.file,
          line: at,
          entry: fact.id,
        });
    }
  }
  for (const { file, line, fact, text, isProven } of listed)
    if (!isProven && !sealed.has(text))
      pack.findings.add({
        code: 'fact.unsealed',
        text: `this ${fact.kind} is not the one that was sealed`,
        file,
        line,
        entry: fact.id,
      });
}

/** The texts of licences are those that were accepted. */
export function checkLicences(pack: Pack, listed: readonly ListedFact[], named: ReadonlySet<string>): void {
  for (const { fact, file, line } of listed.filter((each) => each.fact.kind === 'acceptance')) {
    const text = `licences/${fact.licence}-${fact.licenceVersion}.txt`;
    if (!pack.present.includes(text)) continue;
    readText(pack, text);
    if (pack.hashes.get(text) !== fact.sha256)
      pack.findings.add({
        code: 'licence.text',
        text: `${text} is not the text that was accepted`,
        file,
        line,
        entry: fact.id,
      });
  }
  for (const name of [...named].toSorted())
    if (!pack.present.includes(`licences/${name}.txt`))
      pack.findings.note(`Entries name the licence ${name}, whose text is not in the pack.`);
}

/** The opened fields of persons are those that facts hold under the persons' keys. */
export function checkPersons(pack: Pack, listed: readonly ListedFact[]): number {
  const file = 'persons.ndjson';
  const byId = new Map(listed.map(({ fact }) => [fact.id, fact]));
  const lines = readLines(pack, file);
  for (const { line, value } of lines) {
    const person = byId.get(String(value.fact))?.person;
    const fault = person ? openedFault(person, value) : 'no fact of the pack names this person';
    if (fault) pack.findings.add({ code: 'person', text: fault, file, line, entry: String(value.fact) });
  }
  return lines.length;
}

function openedFault(person: { id: string; sealed: string }, value: Record<string, unknown>): string | null {
  if (person.id !== value.id) return 'the fact names another person';
  const sealed = Buffer.from(person.sealed, 'base64url');
  try {
    const key = Buffer.from(String(value.key), 'base64url');
    const open = crypto.createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
    open.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([open.update(sealed.subarray(12, -16)), open.final()]).toString();
    return text === canonical(value.fields) ? null : 'the fields are not those that were sealed';
  } catch {
    return 'the key does not open the sealed fields';
  }
}
