import type { Schema } from './types-to-schema.ts';

type Paths = Readonly<Record<string, Readonly<Record<string, Schema>>>>;
type Hoisted = { readonly paths: Paths; readonly parameters: Readonly<Record<string, Schema>> };

/** Parameters that several operations have become components, so that the document says each once. */
export function hoistedParameters(paths: Paths): Hoisted {
  const counts = new Map<string, number>();
  for (const parameter of allParameters(paths)) counts.set(textOf(parameter), (counts.get(textOf(parameter)) ?? 0) + 1);
  const names = new Map<string, string>();
  const parameters: Record<string, Schema> = {};
  for (const parameter of allParameters(paths)) {
    const text = textOf(parameter);
    if (names.has(text) || (counts.get(text) ?? 0) < 2) continue;
    const name = freeName(String(parameter.name), parameters);
    names.set(text, name);
    parameters[name] = parameter;
  }
  const reference = (parameter: Schema): Schema => {
    const name = names.get(textOf(parameter));
    return name === undefined ? parameter : { $ref: `#/components/parameters/${name}` };
  };
  return {
    paths: mapOperations(paths, (each) => ({
      ...each,
      ...(each.parameters ? { parameters: parametersOf(each).map(reference) } : {}),
    })),
    parameters,
  };
}

const textOf = (parameter: Schema): string => JSON.stringify(parameter);
const parametersOf = ({ parameters = [] }: Schema): readonly Schema[] => parameters as readonly Schema[];
const allParameters = (paths: Paths): readonly Schema[] =>
  Object.values(paths).flatMap((item) => Object.values(item).flatMap(parametersOf));

/** Component names have letters, digits, `.`, `-` and `_` only (OpenAPI 3.1, 4.8.7). */
function freeName(name: string, taken: Readonly<Record<string, Schema>>): string {
  const plain = name.replace(/\[(\w+)\]/, '.$1');
  let free = plain;
  for (let n = 2; free in taken; n += 1) free = `${plain}-${n}`;
  return free;
}

const mapOperations = (paths: Paths, change: (operation: Schema) => Schema): Paths =>
  Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      Object.fromEntries(Object.entries(item).map(([method, operation]) => [method, change(operation)])),
    ]),
  );
