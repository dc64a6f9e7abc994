import { invalidRequest } from '../core/problem.ts';

/** Form data as it came: every leaf a string, brackets unfolded into objects; a list is an object with the keys 0, 1, 2… */
/** A value of a form: text, or fields below it. */
export type FormValue = string | Form;
/** An unfolded form, by the names of its fields. */
export type Form = { [name: string]: FormValue };

const maxDepth = 12;

/** Unfolds `a[b][0]=x&c[]=y` into `{a: {b: {0: 'x'}}, c: {0: 'y'}}`, as Stripe reads bodies and query strings. */
export function parseForm(text: string): Form {
  const root: Form = blank();
  for (const [name, value] of new URLSearchParams(text)) put(root, segmentsOf(name), value);
  return root;
}

function segmentsOf(name: string): string[] {
  const [head = '', ...rest] = name.split('[');
  if (rest.length > maxDepth || rest.some((part) => !part.endsWith(']')))
    throw invalidRequest(`Invalid parameter name: ${name}`);
  return [head, ...rest.map((part) => part.slice(0, -1))];
}

function put(root: Form, segments: readonly string[], value: string): void {
  let node = root;
  for (const segment of segments.slice(0, -1)) {
    const key = keyIn(node, segment);
    const child = node[key];
    const next: Form = typeof child === 'object' ? child : blank();
    node[key] = next;
    node = next;
  }
  node[keyIn(node, segments.at(-1) ?? '')] = value;
}

const keyIn = (node: Form, segment: string) => (segment === '' ? String(Object.keys(node).length) : segment);
const blank = (): Form => Object.create(null);
