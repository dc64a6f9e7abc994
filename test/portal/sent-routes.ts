/** The API paths that a page of the portal can ask for, found in the source of all files that come with it. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

type Builder = { readonly name: string; readonly params: readonly string[]; readonly template: string };
type File = {
  readonly text: string;
  readonly imports: readonly { readonly path: string; readonly names: readonly string[] }[];
  readonly builders: readonly Builder[];
};

const literal = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g;
const comment = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const importLine = /import\s+(?:type\s+)?(?:(\w+)\s*,?\s*)?(?:\{([^}]*)\}\s*)?from\s+'(\.[^']+)'/g;
const laterImport = /import\('(\.[^']+)'\)/g;
/** `const name = 'text'`, `const name = (a, b) => 'text'`, and functions that return a text. */
const builder =
  /(?:const|function) (\w+)(?:: [\w |']+)?(?: = |(?=\())(?:\(([^=]*?)\)(?:: string)?(?: => | \{[\s\S]{0,400}?return ))?('(?:\/v1\/[^'\n]*)'|`(?:\/v1\/|\$\{)[^`]*`)/g;

const files = new Map<string, File>();

function fileOf(path: string): File {
  const known = files.get(path);
  if (known) return known;
  const text = readFileSync(path, 'utf8').replaceAll(comment, '');
  const to = (relative: string) => normalize(join(dirname(path), relative));
  const imports = [
    ...[...text.matchAll(importLine)].map(([, , names = '', from = '']) => ({
      path: to(from),
      names: names.split(',').map((name) => name.replace(/^\s*type /, '').trim()),
    })),
    ...[...text.matchAll(laterImport)].map(([, from = '']) => ({ path: to(from), names: [] })),
  ].filter((each) => each.path.startsWith('portal/src/') && /\.tsx?$/.test(each.path) && existsSync(each.path));
  const builders = [...text.matchAll(builder)].map(([, name = '', params = '', quoted = '']) => ({
    name,
    params: params.split(',').map((each) => each.split(':')[0]?.trim() ?? ''),
    template: quoted.slice(1, -1),
  }));
  const file = { text, imports, builders };
  files.set(path, file);
  return file;
}

/** A file with all that it imports, now or later, but for the tables of pages. */
export function closureOf(path: string, without: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const left = [path];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (found.has(next) || without.includes(next)) continue;
    found.add(next);
    left.push(...fileOf(next).imports.map((each) => each.path));
  }
  return found;
}

/** The builders of a name in a file: its own, or those of the file that the name is imported from. */
function buildersIn(path: string, name: string): readonly (readonly [Builder, string])[] {
  const own = fileOf(path).builders.filter((each) => each.name === name);
  const from = fileOf(path).imports.find((each) => each.names.includes(name))?.path;
  const imported = from ? fileOf(from).builders.filter((each) => each.name === name) : [];
  return own.length > 0 ? own.map((each) => [each, path]) : imported.map((each) => [each, from ?? path]);
}

/** A template with its own builders filled in; `*` for everything that is known only when it runs. Choices of two texts become both. */
function filled(path: string, template: string, depth = 0): readonly string[] {
  const at = template.search(/\$\{/);
  if (at < 0 || depth > 6) return [template];
  const end = closing(template, at + 2);
  const inside = template.slice(at + 2, end);
  const isPart = at === 0 || template[at - 1] === '/';
  return valuesOf(path, inside.trim(), depth).flatMap((value) =>
    filled(path, template.slice(0, at) + (value === '*' && !isPart ? '' : value) + template.slice(end + 1), depth),
  );
}

/** Where the braces end that were opened before `from`. */
function closing(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') open += 1;
    if (text[at] === '}') open -= 1;
    if (open === 0) return at;
  }
  return text.length;
}

function valuesOf(path: string, inside: string, depth: number): readonly string[] {
  const choice = /\? '([^']*)' : '([^']*)'$/.exec(inside);
  if (choice) return [choice[1] ?? '', choice[2] ?? ''];
  const call = /^(\w+)(?:\(([\s\S]*)\))?$/.exec(inside);
  const known = call ? buildersIn(path, call[1] ?? '') : [];
  if (known.length === 0) return [/[?]/.test(inside) ? '' : '*'];
  return known.flatMap(([{ params, template }, from]) =>
    filled(from, withArguments(template, params, call?.[2] ?? ''), depth + 1),
  );
}

/** A template in which parameters stand as the texts that they are called with. */
function withArguments(template: string, params: readonly string[], given: string): string {
  const values = given.split(/,(?![^(]*\))/).map((each) => each.trim());
  return params.reduce((text, name, at) => {
    const value = /^['`]([\s\S]*)['`]$/.exec(values[at] ?? '')?.[1];
    return value === undefined ? text : text.replaceAll(`\${${name}}`, value);
  }, template);
}

const callOf = /\b(\w+)\(((?:[^()]|\([^()]*\))*)\)/g;

/** Every path of the API that a file writes, without its query. `*` stands for a part that is known only when it runs, such as a whole path at first. */
function pathsIn(path: string): ReadonlySet<string> {
  const { text } = fileOf(path);
  const written = [...text.matchAll(literal)].map(([, plain, template]) => plain ?? template ?? '');
  const called = [...text.matchAll(callOf)].flatMap(([, name = '', given = '']) =>
    buildersIn(path, name).map(
      ([{ template, params }, from]) => [from, withArguments(template, params, given)] as const,
    ),
  );
  const all = [...written.map((each) => [path, each] as const), ...called]
    .filter(([, each]) => /^(\/v1\/|\$\{)/.test(each))
    .flatMap(([from, each]) => filled(from, each));
  return new Set(all.filter((each) => /^(\/v1\/|\*\/)/.test(each)).map((each) => each.split('?')[0] ?? ''));
}

/** Calls of the client, by method; `sendChange` sends what an act names as its method. */
const verbs: Readonly<Record<string, RegExp>> = {
  GET: /\b(get|getAll|getPage|getFile|useListing|readWithKey)(<[^()]*>)?\(/,
  POST: /\bpost(<[^()]*>)?\(|'POST'/,
  PUT: /\bput(<[^()]*>)?\(|'PUT'/,
  PATCH: /\bpatch(<[^()]*>)?\(/,
  DELETE: /\bremove\(/,
};

/** Whether the written parts of a path are those of a route. `*` stands for a parameter, or for a word that the file has as a text. */
function isOf(file: string, written: readonly string[], route: readonly string[]): boolean {
  const { text } = fileOf(file);
  const isPart = (part: string, at: number) =>
    written[at] === part || (written[at] === '*' && (part.startsWith('{') || text.includes(`'${part}'`)));
  return written.length === route.length && route.every(isPart);
}

/** Whether some of these files, which come together, can send a request of a route such as `GET /v1/keys/{id}`. */
export function canSend(together: ReadonlySet<string>, route: string): boolean {
  const [method = '', path = ''] = route.split(' ');
  const asked = path.split('/');
  const all = [...together];
  const writes = (file: string, parts: readonly string[]) =>
    [...pathsIn(file)].some((each) => isOf(file, each.split('/'), parts));
  const writesEnd = (file: string) =>
    [...pathsIn(file)].some((each) => {
      const [first, ...end] = each.split('/');
      const at = asked.length - end.length;
      const isEnd = first === '*' && at > 2 && isOf(file, end, asked.slice(at));
      return isEnd && all.some((other) => writes(other, asked.slice(0, at)));
    });
  return all.some((file) => verbs[method]?.test(fileOf(file).text) && (writes(file, asked) || writesEnd(file)));
}
