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
 * Turns types of stripe-node into JSON Schemas. Parameters become closed objects with closed enums. `OtherString`, the SDK's "any later
 * value", is dropped, and so is `null`, which a form cannot carry. Resources become closed objects with open enums. An expandable field may
 * be an id, or the whole resource if that is one of `roots`.
 */
export function convertTypes(checker: ts.TypeChecker, roots: readonly Named[]) {
  const converter = new TypeConverter(checker, new Set(roots.map(({ type }) => type)));
  const index = Object.fromEntries(roots.map(({ name, type, mode }) => [name, converter.convert(type, mode, name)]));
  return { index, $defs: converter.defs };
}

/** Converts one type after another, and gathers the objects that they refer to. */
class TypeConverter {
  readonly defs: Record<string, JsonSchema> = {};
  private readonly names = new Map<string, string>();
  private readonly checker: ts.TypeChecker;
  private readonly rootTypes: ReadonlySet<ts.Type>;

  constructor(checker: ts.TypeChecker, rootTypes: ReadonlySet<ts.Type>) {
    this.checker = checker;
    this.rootTypes = rootTypes;
  }

  convert(type: ts.Type, mode: Mode, field: string): JsonSchema {
    if (type.isUnion()) return this.convertUnion(type.types, mode, field);
    if (isDecimal(type) || type.isIntersection() || has(type, ts.TypeFlags.String)) return { type: 'string' };
    if (isLiteral(type)) return { enum: [type.value as string | number] };
    if (has(type, ts.TypeFlags.BooleanLiteral)) return { enum: [this.checker.typeToString(type) === 'true'] };
    if (has(type, ts.TypeFlags.Null)) return { type: 'null' };
    if (has(type, ts.TypeFlags.Number))
      return { type: mode === 'params' && !decimalNames.test(field) ? 'integer' : 'number' };
    if (has(type, ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (has(type, ts.TypeFlags.Undefined | ts.TypeFlags.Never | ts.TypeFlags.Void)) return { not: {} };
    if (this.checker.isArrayType(type)) return { type: 'array', items: this.elementOf(type, mode, field) };
    return this.convertObject(type, mode);
  }

  private elementOf(type: ts.Type, mode: Mode, field: string): JsonSchema {
    const [element] = this.checker.getTypeArguments(type as ts.TypeReference);
    return element ? this.convert(element, mode, field) : {};
  }

  private convertUnion(all: readonly ts.Type[], mode: Mode, field: string): JsonSchema {
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
      ...(booleans.length === 2
        ? [{ type: 'boolean' as const }]
        : booleans.map((type) => this.convert(type, mode, field))),
      ...rest.map((type) => (isExpandable && isResource(type) ? this.expanded(type) : this.convert(type, mode, field))),
    ];
    const [only] = parts;
    return only && parts.length === 1 ? only : { anyOf: parts };
  }

  private expanded(type: ts.Type): JsonSchema {
    if (this.rootTypes.has(type)) return this.convert(type, 'resource', '');
    return {
      type: 'object',
      properties: { id: { type: 'string' }, object: { type: 'string' } },
      required: ['id', 'object'],
      additionalProperties: {},
    };
  }

  private convertObject(type: ts.Type, mode: Mode): JsonSchema {
    const key = `${mode}:${(type as ts.Type & { id: number }).id}`;
    const known = this.names.get(key);
    if (known) return { $ref: `#/$defs/${known}` };
    const name = this.nameFor(type);
    this.names.set(key, name);
    const schema: Mutable<JsonSchema> = { type: 'object' };
    this.defs[name] = schema;
    const fields = this.checker.getPropertiesOfType(type).map((symbol) => ({
      name: symbol.name,
      isOptional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
      schema: this.convert(this.checker.getTypeOfSymbol(symbol), mode, symbol.name),
    }));
    const rest = this.checker.getIndexInfosOfType(type)[0];
    schema.properties = Object.fromEntries(fields.map((field) => [field.name, field.schema]));
    schema.required = fields.filter((field) => !field.isOptional).map((field) => field.name);
    const isAnything = mode === 'resource' && fields.length === 0;
    schema.additionalProperties = rest ? this.convert(rest.type, mode, '') : isAnything ? {} : false;
    return { $ref: `#/$defs/${name}` };
  }

  private nameFor(type: ts.Type): string {
    const symbol = type.aliasSymbol ?? type.getSymbol();
    const base = (symbol ? this.checker.getFullyQualifiedName(symbol) : 'Anonymous').replace(/^".*?"\./, '');
    const safe = base.replace(/[^\w.]/g, '_');
    let name = safe;
    for (let n = 2; name in this.defs; n += 1) name = `${safe}_${n}`;
    return name;
  }
}
