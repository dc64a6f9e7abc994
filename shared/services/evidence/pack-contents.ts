import { createPublicKey } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../domain/accounts/canonical-json.ts';
import { hexOf, leafHash } from '../../domain/evidence/merkle.ts';
import type { Leaf } from '../../domain/evidence/seal.ts';
import type { PackFile, PackParts } from './pack-parts.ts';
import type { PackReport } from './pack-report.ts';
import type { PackedKey, PackPeriod, PackSource, SealedFact, SealedLeaf } from './pack-source.ts';

/** A pack in the making: what later files need of earlier ones. */
export type Making = {
  readonly source: PackSource;
  readonly period: PackPeriod;
  readonly parts: PackParts;
  readonly report: PackReport;
};

/** The files of facts, with the kinds that each holds. */
const factFiles = {
  'acceptances.ndjson': ['acceptance'],
  'use-cases.ndjson': ['use-case', 'use-case-decision'],
  'signing-keys.ndjson': ['signing-key', 'signing-rule'],
  'contests.ndjson': ['contest', 'contest-decision'],
  'holds.ndjson': ['hold', 'release'],
} as const;

const unsealedFiles = ['apps', 'api-keys', 'invoices', 'payments', 'refusals'] as const;

/** All keys that ever signed, as JSON and each as PEM. */
export async function* keyFiles({ source, parts }: Making): AsyncGenerator<PackFile> {
  const keys = await source.keys();
  yield parts.file('keys.json', [canonicalJson(keys)]);
  for (const key of [...keys.seals, ...keys.receipts]) yield parts.file(`keys/${key.kid}.pem`, [pemOf(key)]);
}

const pemOf = ({ kty, crv, x, y }: PackedKey): string =>
  createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string;

/** The signed seals of the period. */
export async function* sealLines({ source, period, report }: Making): AsyncGenerator<string> {
  for await (const signed of source.seals(period)) {
    report.seal(signed);
    yield canonicalJson(signed);
  }
}

/** The leaves of the period, each with its way to its seal. */
export async function* leafLines({ source, period }: Making): AsyncGenerator<string> {
  for await (const leaf of source.leaves(period)) yield placedLeafText(leaf);
}

const placedLeafText = ({ leaf, index, path }: SealedLeaf): string =>
  canonicalJson({ leaf: { v: 1, kind: 'leaf', ...leaf }, index, path });

/** The entries of a leaf, their hashes, and the ids of their records. The last are read in a second go, so that no leaf lies in memory. */
export async function* leafFiles({ source, parts, report }: Making, leaf: Leaf): AsyncGenerator<PackFile> {
  const name = String(leaf.seal).padStart(12, '0');
  const hashes: string[] = [];
  let hasIds = false;
  const lines = async function* () {
    for await (const { line, ids } of source.entries(leaf)) {
      report.entry(line);
      hashes.push(hexOf(leafHash(line)));
      hasIds ||= ids !== undefined;
      yield line;
    }
  };
  yield parts.lines(`entries/${name}.ndjson`, lines());
  yield parts.lines(`hashes/${name}.txt`, hashes);
  if (hasIds) yield parts.lines(`records/${name}.ndjson`, recordLines(source, leaf, hashes));
}

async function* recordLines(source: PackSource, leaf: Leaf, hashes: readonly string[]): AsyncGenerator<string> {
  let at = 0;
  for await (const { ids } of source.entries(leaf)) {
    if (ids) yield canonicalJson({ entry: hashes[at] as string, ids });
    at += 1;
  }
}

/** The facts of the organization, by their kinds. */
export async function* factFilesOf({ source, period, parts, report }: Making): AsyncGenerator<PackFile> {
  const facts = await Array.fromAsync(source.facts(period));
  for (const { line } of facts) report.fact(line);
  for (const [path, kinds] of Object.entries(factFiles)) {
    const own = facts.filter(({ kind }) => (kinds as readonly string[]).includes(kind));
    yield parts.lines(path, own.map(factText));
  }
}

/** A fact's line stays as it was sealed. */
const factText = ({ line, proof }: SealedFact): string => {
  if (!proof) return `{"fact":${line}}`;
  const leaf = JSON.parse(placedLeafText(proof.leaf)) as JsonValue;
  return `{"fact":${line},"proof":${canonicalJson({ ...proof, leaf })}}`;
};

/** Statements, certificates, licences, persons, and things that are not sealed. */
export async function* otherFiles({ source, period, parts, report }: Making): AsyncGenerator<PackFile> {
  const written = async function* (values: AsyncIterable<JsonValue>, note?: (value: JsonValue) => void) {
    for await (const value of values) {
      note?.(value);
      yield canonicalJson(value);
    }
  };
  yield parts.lines(
    'statements.ndjson',
    written(source.statements(period), () => report.statement()),
  );
  for await (const { seal, reply } of source.timestamps(period))
    yield parts.file(`timestamps/${String(seal).padStart(12, '0')}.tsr`, [reply]);
  yield parts.lines('certificates.ndjson', written(source.certificates(report.instances)));
  for await (const { id, version, text, terms } of source.licences(report.licences)) {
    yield parts.file(`licences/${id}-${version}.txt`, [text]);
    if (terms !== undefined) yield parts.file(`licences/${id}-${version}.json`, [canonicalJson(terms)]);
  }
  const persons = async function* () {
    for await (const { id, fact, key, fields } of source.persons(report.factIds)) {
      report.person(fact, fields);
      yield canonicalJson({ id, fact, key, fields });
    }
  };
  yield parts.lines('persons.ndjson', persons());
  for (const file of unsealedFiles)
    yield parts.lines(
      `${file}.ndjson`,
      written(source.unsealed(file, period), (value) => report.unsealed(file, value)),
    );
}
