import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import type { DuckDBConnection } from '@duckdb/node-api';
import { publishedManifest } from '../../shared/datasets/publish.ts';
import type { Catalog, Dataset } from '../../shared/domain/catalog/catalog.ts';
import { fieldTypesOf } from '../../shared/domain/catalog/field.ts';
import { type AddArguments, addArguments } from './arguments.ts';
import { checkRecords } from './check.ts';
import { describe, idOf, show } from './describe.ts';
import { entryOf } from './entry.ts';
import { mustBeValid, mustFit, widened } from './fit.ts';
import { type Inspected, inspect, openDuckDb } from './inspect.ts';
import { chosenLicence } from './licence.ts';
import { appended, fetchPublished, writePublished } from './merge.ts';
import { publishVersion } from './publish-version.ts';

/** The catalogue, the bucket and the clock of `dataset add`; `say` prints a line. */
export type AddDeps = {
  readonly catalog: Catalog;
  readonly s3: S3Client;
  readonly bucket: string;
  readonly now: () => Date;
  readonly say: (line: string) => void;
};

type Work = { readonly given: AddArguments; readonly directory: string; readonly connection: DuckDBConnection };
type Published = Awaited<ReturnType<typeof publishedManifest>>;

/** `dataset add FILE`: inspects the file, prints its fields, and publishes it as the dataset's current version; `--append` keeps the earlier records. */
export async function add(deps: AddDeps, args: readonly string[]): Promise<void> {
  const given = addArguments(args);
  if (!(await stat(given.file).catch(() => null))?.isFile()) throw new Error(`There is no file ${given.file}`);
  const directory = await mkdtemp(path.join(tmpdir(), 'tollgate-dataset-'));
  const connection = await openDuckDb();
  try {
    await addFile(deps, { given, directory, connection });
  } finally {
    connection.closeSync();
    await rm(directory, { recursive: true, force: true });
  }
}

async function addFile(deps: AddDeps, work: Work): Promise<void> {
  const { catalog, say } = deps;
  const { given, connection } = work;
  const id = given.id ?? idOf(given.file);
  const configured = catalog.datasets.find((dataset) => dataset.id === id);
  const configuredFields = configured && fieldTypesOf(configured);
  const over = given.append ? await publishedManifest(deps, id) : undefined;
  const before = given.append ? await publishedBefore(deps, work, { id, over: over ?? null }) : undefined;
  const found = await inspected(work, configuredFields ?? before?.fields);
  const count = await checkRecords(connection, found.relation, {
    fields: found.fields,
    said: Object.keys(given.types),
  });
  const described = describe(given, id, found.fields);
  show(say, described, count);
  if (configuredFields) mustFit(configuredFields, found.fields, `tollgate.config.ts gives ${id}`);
  if (before) mustFit(configuredFields ?? before.fields, found.fields, `The published dataset ${id} has`);
  const dataset = configured ?? { ...described, licence: await licenceFor(deps, given) };
  mustBeValid(catalog, dataset);
  const relation = before ? await appended(connection, { before, added: found.relation, dataset }) : found.relation;
  await publish(deps, work, { dataset, relation, over });
  if (configured) return say('Readers see it within 30 seconds; cursors that they hold go on.');
  say('\nIt is sold once tollgate.config.ts has it. Add to "datasets", and its id to the plans that include it:\n');
  say(entryOf(dataset));
}

const licenceFor = ({ catalog }: AddDeps, given: AddArguments): Promise<string> =>
  chosenLicence(catalog.licences, given.licence, { input: process.stdin, output: process.stdout });

/** The file's relation and fields, read again with the known types where those are wider than the file's. */
async function inspected({ given, connection }: Work, known: Inspected['fields'] | undefined): Promise<Inspected> {
  const found = await inspect(connection, given.file, given.types);
  if (!known) return found;
  return inspect(connection, given.file, { ...widened(known, found.fields), ...given.types });
}

async function publishedBefore(
  { s3, bucket }: AddDeps,
  { directory, connection }: Work,
  { id, over }: { readonly id: string; readonly over: Published },
): Promise<Inspected> {
  const manifest = over?.manifest;
  if (!manifest) throw new Error(`Nothing is published as ${id} yet; leave --append out`);
  const published = path.join(directory, `before.${manifest.format}`);
  await fetchPublished(s3, bucket, manifest, published);
  return inspect(connection, published, {});
}

type Release = { readonly dataset: Dataset; readonly relation: string; readonly over: Published | undefined };

async function publish(
  deps: AddDeps,
  { directory, connection }: Work,
  { dataset, relation, over }: Release,
): Promise<void> {
  const target = path.join(directory, 'published.parquet');
  await writePublished(connection, { relation, dataset, target });
  const records = await checkRecords(connection, relation, { fields: {}, said: [] });
  deps.say(`\n${await publishVersion(deps, connection, { dataset, path: target, records, over })}`);
}
