import { Readable } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import { hourIndexObject, hourSummaryObject, readHourIndex } from '../../shared/domain/evidence/hour-index.ts';
import type { LeafSummary } from '../../shared/domain/evidence/hour-summary.ts';
import type { StatementDay } from '../../shared/storage/evidence/statement-days.ts';
import type { StatementsDeps } from './deps.ts';

type Stream = AsyncIterator<LeafSummary, undefined>;
type Held = { readonly stream: Stream; readonly leaf: LeafSummary };

/**
 * The leaves of a day by organization, in the order of organizations, those after `after` alone. Summaries are read as streams and merged, so that memory
 * holds one leaf of each seal.
 */
export async function* leavesOfDay(
  deps: Pick<StatementsDeps, 'evidenceObjects'>,
  { fromSeal, toSeal, after }: Pick<StatementDay, 'fromSeal' | 'toSeal' | 'after'>,
): AsyncGenerator<readonly LeafSummary[]> {
  const held: Held[] = [];
  const hold = async (stream: Stream) => {
    const { value: leaf } = await stream.next();
    if (leaf) held.push({ stream, leaf });
  };
  for (let seal = fromSeal; seal <= toSeal; seal++) await hold(summaryOf(deps, seal));
  while (held.length > 0) {
    const organization = held.reduce(
      (first, { leaf }) => earlier(first, leaf.organization),
      held[0]?.leaf.organization ?? '',
    );
    const [own, others] = [held.filter(isOf(organization)), held.filter((each) => !isOf(organization)(each))];
    held.splice(0, held.length, ...others);
    for (const { stream } of own) await hold(stream);
    if (after === null || organization > after) yield own.map(({ leaf }) => leaf);
  }
}

const isOf =
  (organization: string) =>
  ({ leaf }: Held): boolean =>
    leaf.organization === organization;
const earlier = (one: string, other: string): string => (other < one ? other : one);

/** The leaves' counts of one seal. @throws Error where an object is missing: a seal is put after both of them */
async function* summaryOf({ evidenceObjects }: Pick<StatementsDeps, 'evidenceObjects'>, seal: number) {
  const read = async (name: string) => {
    const bytes = await evidenceObjects.get(name);
    if (!bytes) throw new Error(`The object ${name} is missing`);
    return bytes;
  };
  const { summary } = readHourIndex(gunzipSync(await read(hourIndexObject(seal))).toString('utf8'));
  const bytes = await read(hourSummaryObject(seal, summary));
  for await (const line of linesIn(bytes)) yield JSON.parse(line) as LeafSummary;
  return undefined;
}

/** The lines of a compressed text, each ended by a line feed, as they are unpacked. @throws where the bytes are no gzip */
async function* linesIn(bytes: Uint8Array): AsyncGenerator<string> {
  const text = Readable.from([bytes]).pipe(createGunzip()).setEncoding('utf8');
  let begun = '';
  for await (const part of text) {
    const lines = (begun + part).split('\n');
    begun = lines.pop() ?? '';
    yield* lines;
  }
}
