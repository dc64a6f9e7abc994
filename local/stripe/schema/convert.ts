import ts from 'typescript-5';
import type { JsonSchema } from './json-schema.ts';

type Mode = 'params' | 'resource';
type Named = { readonly name: string; readonly type: ts.Type; readonly mode: Mode };
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Parameters that Stripe documents as decimals; every other number is an integer there. */
const decimalNames = /percent|height|length|width|weight/;

const has = (type: ts.Type, flags: ts.TypeFlags) => (type.flags & flags) !== 0;
const isLiteral = (type: ts.Type): type is ts.LiteralType => type.isStringLiteral() || type.isNumberLiteral();
const isDecimal = (type: ts.Type) => /^Decimal(Impl)?$/.test(type.aliasSymbol?.name ?? type.getSymbol()?.name ?? '');
const isResource = (type: ts.Type) =>
  has(type, ts.TypeFlags.Object) && type.getProperty('id') !== undefined && type.getProperty('object') !== undefined;

/**
 * Turns types of stripe-node into JSON Schemas. Parameters become closed objects with closed enums (`OtherString`, the
 * SDK's "any later value", is dropped, and so is `null`, which a form cannot carry); resources become closed objects
 * with open enums, where an expandable field may be an id, or the whole resource if that is one of `roots`.
 */
export function convertTypes(checker: ts.TypeChecker, roots: readonly Named[]) {
  const rootTypes = new Set(roots.map(({ type }) => type));
  const names = new Map<string, string>();
  const defs: Record<string, JsonSchema> = {};
  const index = Object.fromEntries(roots.map(({ name, type, mode }) => [name, convert(type, mode, name)]));
  return { index, $defs: defs };

  function convert(type: ts.Type, mode: Mode, field: string): JsonSchema {
    if (type.isUnion()) return convertUnion(type.types, mode, field);
    if (isDecimal(type) || type.isIntersection() || has(type, ts.TypeFlags.String)) return { type: 'string' };
    if (isLiteral(type)) return { enum: [type.value as string | number] };
    if (has(type, ts.TypeFlags.BooleanLiteral)) return { enum: [checker.typeToString(type) === 'true'] };
    if (has(type, ts.TypeFlags.Null)) return { type: 'null' };
    if (has(type, ts.TypeFlags.Number))
      return { type: mode === 'params' && !decimalNames.test(field) ? 'integer' : 'number' };
    if (has(type, ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (has(type, ts.TypeFlags.Undefined | ts.TypeFlags.Never | ts.TypeFlags.Void)) return { not: {} };
    if (checker.isArrayType(type)) return { type: 'array', items: elementOf(type, mode, field) };
    return convertObject(type, mode);
  }

  function elementOf(type: ts.Type, mode: Mode, field: string): JsonSchema {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    return element ? convert(element, mode, field) : {};
  }

  function convertUnion(all: readonly ts.Type[], mode: Mode, field: string): JsonSchema {
    const dropped = ts.TypeFlags.Undefined | (mode === 'params' ? ts.TypeFlags.Null : 0);
    const types = all.filter((type) => !has(type, dropped));
    const literals = types.filter(isLiteral).map((type) => type.value as string | number);
    const booleans = types.filter((type) => has(type, ts.TypeFlags.BooleanLiteral));
    const isOpen = types.some((type) => type.isIntersection()) && (mode === 'resource' || literals.length === 0);
    const isExpandable = mode === 'resource' && types.some((type) => has(type, ts.TypeFlags.String));
    const rest = types.filter((type) => !isLiteral(type) && !booleans.includes(type) && !type.isIntersection());
    const parts: JsonSchema[] = [
      ...(literals.length > 0 && !isOpen ? [{ enum: literals }] : []),
      ...(isOpen ? [{ type: 'string' as const }] : []),
      ...(booleans.length === 2 ? [{ type: 'boolean' as const }] : booleans.map((type) => convert(type, mode, field))),
      ...rest.map((type) => (isExpandable && isResource(type) ? expanded(type) : convert(type, mode, field))),
    ];
    const [only] = parts;
    return only && parts.length === 1 ? only : { anyOf: parts };
  }

  function expanded(type: ts.Type): JsonSchema {
    if (rootTypes.has(type)) return convert(type, 'resource', '');
    return {
      type: 'object',
      properties: { id: { type: 'string' }, object: { type: 'string' } },
      required: ['id', 'object'],
      additionalProperties: {},
    };
  }

  function convertObject(type: ts.Type, mode: Mode): JsonSchema {
    const key = `${mode}:${(type as ts.Type & { id: number }).id}`;
    const known = names.get(key);
    if (known) return { $ref: `#/$defs/${known}` };
    const name = nameFor(type);
    names.set(key, name);
    const schema: Mutable<JsonSchema> = { type: 'object' };
    defs[name] = schema;
    const fields = checker.getPropertiesOfType(type).map((symbol) => ({
      name: symbol.name,
      isOptional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
      schema: convert(checker.getTypeOfSymbol(symbol), mode, symbol.name),
    }));
    const rest = checker.getIndexInfosOfType(type)[0];
    schema.properties = Object.fromEntries(fields.map((field) => [field.name, field.schema]));
    schema.required = fields.filter((field) => !field.isOptional).map((field) => field.name);
    const isAnything = mode === 'resource' && fields.length === 0;
    schema.additionalProperties = rest ? convert(rest.type, mode, '') : isAnything ? {} : false;
    return { $ref: `#/$defs/${name}` };
  }

  function nameFor(type: ts.Type): string {
    const symbol = type.aliasSymbol ?? type.getSymbol();
    const base = (symbol ? checker.getFullyQualifiedName(symbol) : 'Anonymous').replace(/^".*?"\./, '');
    const safe = base.replace(/[^\w.]/g, '_');
    let name = safe;
    for (let n = 2; name in defs; n += 1) name = `${safe}_${n}`;
    return name;
  }
}
