import { randomBytes } from 'node:crypto';
import { type Peppers, parsePeppers } from '../../shared/domain/keys/hash.ts';
import { type Parameter, parameterOf, putParameter } from '../parameters.ts';

const named = ['key-peppers', 'webhook-keys'] as const;

type Change = {
  /** `rotate NAME`, or `retire NAME VERSION`. */
  readonly words: readonly string[];
  readonly now: Date;
};

/** A younger change may be unknown to some instances, and the next change needs all of them to know it. */
const settledMs = 120_000;

/**
 * Rotates the peppers of keys, or the encryption keys of webhooks' secrets. `rotate` adds a version, which is used for new ones two minutes later.
 * `retire` removes an older version, so everything that needs it stops working. Returns false if it does not know these words.
 * @throws Error that names the mistake; nothing is written then
 */
export async function changeVersions(path: string, { words: [verb, name = '', version, ...more], now }: Change) {
  const isRotation = verb === 'rotate' && version === undefined;
  const isRetirement = verb === 'retire' && version !== undefined;
  if (more.length > 0 || !(isRotation || isRetirement)) return false;
  if (!named.some((each) => each === name)) throw new Error(`There are versions of ${named.join(' and ')} alone.`);
  const parameter = `${path}/${name}`;
  const found = await parameterOf(parameter);
  if (!found) throw new Error(`There is no ${name} yet: npm run secrets makes it.`);
  refuseUnsettled(found, now);
  const versions = parsePeppers(found.value, name);
  const next = isRetirement ? without(versions, version) : withAnother(versions);
  await putParameter(parameter, JSON.stringify(Object.fromEntries(next)));
  console.log(`~ ${parameter}  versions ${[...next.keys()].toSorted((a, b) => a - b).join(', ')}`);
  return true;
}

function refuseUnsettled({ modifiedAt }: Parameter, now: Date): void {
  const leftMs = modifiedAt.getTime() + settledMs - now.getTime();
  if (leftMs > 0) throw new Error(`It was changed just now. Try again in ${Math.ceil(leftMs / 1_000)} seconds.`);
}

const withAnother = (versions: Peppers): Peppers =>
  new Map([...versions, [Math.max(...versions.keys()) + 1, randomBytes(32).toString('base64url')]]);

function without(versions: Peppers, text: string): Peppers {
  const version = Number(text);
  if (!versions.has(version)) throw new Error(`There is no version ${text.slice(0, 20)}.`);
  if (version === Math.max(...versions.keys()))
    throw new Error('The highest version mints: rotate adds another first.');
  return new Map([...versions].filter(([each]) => each !== version));
}
