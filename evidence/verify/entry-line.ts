import { parseCanonical } from './bytes.ts';

/** An entry as the checks of its file need it. */
export type CallLine = {
  readonly kind: 'read' | 'allowed';
  readonly at: string;
  readonly organization: string;
  readonly key: string;
  readonly app: string;
  readonly useCase: string | null;
  readonly dataset: string;
  readonly licence: string;
  readonly licenceVersion: string;
  readonly query: string;
  readonly units: number;
  readonly records?: { readonly count: number; readonly sha256?: string };
  readonly instance: string;
  readonly segment: number;
  readonly index: number;
  readonly signed?: SignedLine;
};

/** The parts of a request that its buyer signed. */
export type SignedLine = {
  readonly keyId: string;
  readonly method: string;
  readonly target: string;
  readonly digest?: string;
  readonly input: string;
  readonly signature: string;
};

/** A fact: an entry without a place. */
export type FactLine = {
  readonly kind: string;
  readonly id: string;
  readonly at: string;
  readonly organization: string;
  readonly person?: { readonly id: string; readonly sealed: string };
} & Readonly<Record<string, unknown>>;

/** Names and ids, in ASCII; a query may have any text. Neither has an escape. */
const name = '"([ !#-\\[\\]-~]*)"';
const text = '"([^"\\\\\\x00-\\x1f]*)"';
const whole = '(0|[1-9][0-9]{0,14})';
const time = '"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z)"';

/**
 * The canonical line of a call as nearly all are: no escape, no unknown property, no signature. A line that fits is canonical: its names
 * are sorted, its numbers are whole. All others are parsed and written again.
 */
const usual = new RegExp(
  `^\\{"address":${name},"app":${name},"at":${time}(?:,"bytes":${whole})?,"dataset":${name}(?:,"datasetVersion":${name})?,` +
    `"index":${whole},"instance":${name},"key":${name},"kind":"(allowed|read)","licence":${name},"licenceVersion":${name},` +
    `"organization":${name},"query":${text}(?:,"records":\\{"count":${whole}(?:,"sha256":"([0-9a-f]{64})")?\\})?,"salt":${name},` +
    `"segment":${whole},"units":${whole},"useCase":(?:null|${name}),"v":1\\}$`,
);

/** The call of a usual line, whose text has one character a byte; null where the line is of another form. */
export function usualCall(line: string): CallLine | null {
  const found = usual.exec(line);
  if (!found) return null;
  const [, , app, at, , dataset, , index, instance, key, kind, licence, licenceVersion, organization, query] =
    found as unknown as string[];
  const [count, sha256, , segment, units, useCase] = found.slice(15) as (string | undefined)[];
  return {
    kind,
    at,
    organization,
    key,
    app,
    useCase: useCase ?? null,
    dataset,
    licence,
    licenceVersion,
    query,
    units: Number(units),
    ...(count !== undefined && { records: { count: Number(count), ...(sha256 !== undefined && { sha256 }) } }),
    instance,
    segment: Number(segment),
    index: Number(index),
  } as CallLine;
}

const factKinds = [
  'acceptance',
  'use-case',
  'use-case-decision',
  'signing-key',
  'signing-rule',
  'statement',
  'contest',
  'contest-decision',
  'hold',
  'release',
];

const isText = (value: unknown): value is string => typeof value === 'string';
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isTime = (value: unknown): boolean => isText(value) && new RegExp(`^${time}$`).test(`"${value}"`);

/** The entry of any line. @throws SyntaxError with the reason. */
export function parseEntry(line: string): CallLine | FactLine {
  const entry = parseCanonical(line) as FactLine & Partial<CallLine>;
  if (entry === null || typeof entry !== 'object' || entry.v !== 1)
    throw new SyntaxError('it is no entry of version 1');
  if (!isTime(entry.at) || !isText(entry.organization) || !isText(entry.salt))
    throw new SyntaxError('it has no time, organization or salt');
  if (factKinds.includes(entry.kind) && isText(entry.id)) return entry;
  if (!isCallLike(entry)) throw new SyntaxError(`it is neither a call nor a fact with an id (kind ${entry.kind})`);
  return entry;
}

function isCallLike(entry: FactLine & Partial<CallLine>): boolean {
  const texts = [entry.key, entry.app, entry.dataset, entry.licence, entry.licenceVersion, entry.query, entry.instance];
  const { records, useCase } = entry;
  return (
    ['read', 'allowed'].includes(entry.kind) &&
    texts.every(isText) &&
    [entry.segment, entry.index].every(isWhole) &&
    typeof entry.units === 'number' &&
    (useCase === null || isText(useCase)) &&
    (records === undefined || isWhole(records.count))
  );
}

/** Whether an entry has a place. */
export const isCall = (entry: CallLine | FactLine): entry is CallLine => 'segment' in entry && 'instance' in entry;
