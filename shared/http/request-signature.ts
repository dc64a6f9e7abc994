import { type FieldMember, innerListText, parseDictionary } from './structured-fields.ts';

/** A signature that a request carries for us. It is read, and not checked. Times are epoch seconds. */
export type ReadSignature = {
  readonly keyId: string;
  readonly created: number;
  readonly expires?: number;
  readonly nonce: string;
  readonly components: readonly Component[];
  /** The components and parameters as they are signed. */
  readonly input: string;
  readonly signature: Buffer;
};

/** The parts of a request that a signature may cover. */
export type Component = '@method' | '@target-uri' | 'content-digest';

type Headers = Readonly<Record<string, string | undefined>>;

const label = 'sig1';
const tag = 'tollgate';
const components: ReadonlySet<string> = new Set<Component>(['@method', '@target-uri', 'content-digest']);
const parameters: ReadonlySet<string> = new Set(['created', 'expires', 'nonce', 'keyid', 'alg', 'tag']);
const nonceForm = /^[A-Za-z0-9_-]{16,64}$/;

/**
 * The signature for us that a request carries; null: it has none. One with the label `sig1` and another tag is for somebody else.
 * Source: RFC 9421, sections 4.1 and 4.2.
 */
export function readSignature(headers: Headers): ReadSignature | { readonly fault: string } | null {
  const field = headers['signature-input'];
  if (field === undefined) return null;
  try {
    const inputs = parseDictionary(field);
    if (!isForUs(inputs)) return null;
    return read(inputs.get(label), parseDictionary(headers.signature ?? '').get(label));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { fault: error.message };
  }
}

const tagOf = ({ parameters: all }: FieldMember): string | undefined => {
  const found = all.get('tag');
  return found?.kind === 'string' ? found.value : undefined;
};

const isForUs = (inputs: ReadonlyMap<string, FieldMember>): boolean =>
  [...inputs].some(([name, member]) => tagOf(member) === tag || (name === label && tagOf(member) === undefined));

/** @throws SyntaxError with a sentence for the caller. */
function read(input: FieldMember | undefined, signed: FieldMember | undefined): ReadSignature {
  if (!input || !('items' in input))
    throw new SyntaxError('Signature-Input has no list of components with the label sig1.');
  const covered = input.items.map(({ item, parameters: own }) => {
    if (item.kind !== 'string' || own.size > 0 || !components.has(item.value))
      throw new SyntaxError(
        'The signature may cover @method, @target-uri and content-digest only, without parameters.',
      );
    return item.value as Component;
  });
  if (new Set(covered).size < covered.length) throw new SyntaxError('The signature covers a component twice.');
  for (const needed of ['@method', '@target-uri'] as const)
    if (!covered.includes(needed)) throw new SyntaxError(`The signature does not cover ${needed}.`);
  const values = valuesOf(input);
  if (!signed || !('item' in signed) || signed.item.kind !== 'bytes' || signed.item.value.length !== 64)
    throw new SyntaxError('Signature has no 64 bytes with the label sig1.');
  return {
    ...namedIn(values),
    components: covered,
    input: innerListText(covered, values),
    signature: signed.item.value,
  };
}

function valuesOf({ parameters: given }: FieldMember): ReadonlyMap<string, string | number> {
  const values = new Map<string, string | number>();
  for (const [name, item] of given) {
    if (!parameters.has(name))
      throw new SyntaxError(`Signature-Input has the parameter ${name}, which we do not support.`);
    const isTime = name === 'created' || name === 'expires';
    if (item.kind !== (isTime ? 'integer' : 'string'))
      throw new SyntaxError(`Signature-Input has a value of the wrong type as ${name}.`);
    values.set(name, item.value as string | number);
  }
  return values;
}

function namedIn(values: ReadonlyMap<string, string | number>) {
  const [created, expires, nonce, keyId] = ['created', 'expires', 'nonce', 'keyid'].map((name) => values.get(name));
  if (values.get('alg') !== 'ed25519') throw new SyntaxError('Signature-Input has to name alg="ed25519".');
  if (values.get('tag') !== tag) throw new SyntaxError('Signature-Input has to name tag="tollgate".');
  if (typeof created !== 'number') throw new SyntaxError('Signature-Input has no whole number as created.');
  if (typeof keyId !== 'string') throw new SyntaxError('Signature-Input has no text as keyid.');
  if (typeof nonce !== 'string' || !nonceForm.test(nonce))
    throw new SyntaxError('Signature-Input has no nonce of 16 to 64 characters of base64url.');
  return { created, keyId, nonce, ...(typeof expires === 'number' && { expires }) };
}

/** The text that is signed. Source: RFC 9421, section 2.5. */
export const signatureBaseOf = (
  { components: covered, input }: Pick<ReadSignature, 'components' | 'input'>,
  values: Readonly<Record<Component, string>>,
): string => `${covered.map((name) => `"${name}": ${values[name]}\n`).join('')}"@signature-params": ${input}`;
