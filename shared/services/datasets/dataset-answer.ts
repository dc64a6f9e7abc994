import { type DataRecord, type DatasetVersion, type QueryEngine, QueryTooHeavy } from '../../datasets/query-engine.ts';
import type { Dataset } from '../../domain/catalog/catalog.ts';
import { type Format, linesOf, mediaTypes } from '../../domain/datasets/record-formats.ts';
import type { RecordsRead } from '../../domain/evidence/entry.ts';
import { type Answer, document } from '../../http/answer.ts';
import { compressed } from '../../http/compress.ts';
import { isNotModified } from '../../http/conditional.ts';
import type { ApiRequest } from '../../http/request.ts';
import { entityTag, freshness } from './freshness.ts';

/** The dependencies of answers to reads. */
type AnswerDeps = {
  readonly engine: Pick<QueryEngine, 'version'>;
  /** Scheme, host and port of the public address. */
  readonly origin: string;
};

/** The outcome of a read: the units to charge, and the answer. `ids`: of its records, if the rows are records. */
export type ReadOutcome = {
  readonly units: number;
  readonly answer: Answer;
  readonly ids?: readonly string[];
  /** The version of the dataset that was read. */
  readonly version?: string | undefined;
  /** The file that the answer leads to: its records, and SHA-256 (hex) over their ids, which lie in its manifest. */
  readonly exported?: { readonly bytes: number; readonly records: RecordsRead };
  /** The answer was given and charged before. */
  readonly isReplay?: true;
};

/** A read of one dataset, and the format of its answer. */
export type DatasetRead = {
  readonly request: ApiRequest;
  readonly dataset: Dataset;
  readonly format: Format;
  /** Everything that decides the rows, beside the version of the dataset. */
  readonly decidedBy: unknown;
};

/** The rows that a query found, and the fields of each. */
export type FoundRows = {
  readonly rows: readonly DataRecord[];
  readonly names: readonly string[];
  /** If the rows are records. */
  readonly ids?: readonly string[];
  /** The body as JSON. */
  readonly body: unknown;
  readonly nextCursor?: string;
  /** Cut to the units left of the allowance. With more left the answer is longer, so clients must not cache it. */
  readonly isCut?: boolean;
  /** There are more rows, and no cursor to them. */
  readonly isTruncated?: boolean;
};

/** Reads and answers in the requested format, a unit a row. 304 and no unit if the client has this answer already. */
export async function answered(
  deps: AnswerDeps,
  reading: DatasetRead,
  read: () => Promise<FoundRows>,
): Promise<ReadOutcome> {
  const { request, dataset, format, decidedBy } = reading;
  const version = await deps.engine.version(dataset);
  const etag = entityTag(version, [dataset, format, decidedBy]);
  const headers = { ...freshness(version), etag };
  if (isNotModified(request, etag)) return { units: 0, answer: { status: 304, headers } };
  const found = await read();
  const answer = withinLambda(compressed(request, answerOf(deps, reading, found)));
  const isSame = sameVersion(version, await deps.engine.version(dataset));
  const cacheable = found.isCut || !isSame ? withoutTag(headers) : headers;
  const { rows, ids, isTruncated } = found;
  const all = { ...cacheable, ...(isTruncated && { 'tollgate-truncated': 'true' }), ...answer.headers };
  return { units: rows.length, ...(ids && { ids }), version: version.version, answer: { ...answer, headers: all } };
}

/** Lambda answers at most 6 MB, with bytes as base64. The rest of that is for headers. */
const maxChars = 5_900_000;

function withinLambda(answer: Answer): Answer {
  const { body = '' } = answer;
  const chars = typeof body === 'string' ? Buffer.byteLength(body) : Math.ceil(body.length / 3) * 4;
  if (chars <= maxChars) return answer;
  throw new QueryTooHeavy(
    undefined,
    'The response is larger than 6 MB. Request fewer records with limit, or fewer fields.',
  );
}

const sameVersion = (one: DatasetVersion, other: DatasetVersion): boolean => one.version === other.version;

/** Without a validator no client can revalidate the answer, so none may cache it. */
function withoutTag({ etag: _, ...headers }: Record<string, string>): Record<string, string> {
  return { ...headers, 'cache-control': 'no-store' };
}

function answerOf({ origin }: AnswerDeps, { request, format }: DatasetRead, found: FoundRows): Answer {
  const { names, rows, nextCursor } = found;
  const next: Record<string, string> =
    nextCursor === undefined ? {} : { link: `<${nextAddress(origin, request, nextCursor)}>; rel="next"` };
  if (format === 'json') return document(mediaTypes.json, JSON.stringify(found.body), next);
  const values = rows.map((row) => names.map((name) => row[name] ?? null));
  return document(mediaTypes[format], linesOf(format, names, values), next);
}

/** The address of the following page: the same query after the cursor. */
function nextAddress(origin: string, { path, query }: ApiRequest, cursor: string): string {
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  return `${origin}${path}?${next}`;
}
