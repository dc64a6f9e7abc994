import ts from 'typescript-5';

/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 takes it. */
export type Schema = { readonly [keyword: string]: unknown };

/** Types become components where they are exported from here; all others are written in place. */
const isView = (file: string): boolean => /\/shared\/(http\/(views\/|verify-views)|domain\/)/.test(file);
/** A union of more words than this has a component of its own, where it has a name. */
const wordsInPlace = 8;

const has = (type: ts.Type, flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;
const isWord = (type: ts.Type): type is ts.LiteralType => type.isStringLiteral() || type.isNumberLiteral();
/** A value of a record's field, whose numbers need not be whole. */
const isScalar = (types: readonly ts.Type[]): boolean =>
  [ts.TypeFlags.String, ts.TypeFlags.Number, ts.TypeFlags.BooleanLiteral].every((flag) =>
    types.some((type) => has(type, flag)),
  );

const isBoolean = (type: ts.Type): boolean => has(type, ts.TypeFlags.BooleanLiteral);

/**
 * Turns types of `shared/http/views/` into JSON Schemas, with their docstrings as descriptions. Numbers are whole: money is in minor units, and
 * everything else is counted. A value that is a text or a number may be any number. Named objects become components. Answers may gain fields later, so objects stay open.
 */
export class TypeSchemas {
  readonly components: Record<string, Schema> = {};
  readonly #checker: ts.TypeChecker;
  readonly #types = new Map<string, ts.Type>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  of(type: ts.Type): Schema {
    const name = this.#nameOf(type);
    if (name === null) return this.#inPlace(type);
    const known = this.#types.get(name);
    if (known && known !== type) throw new Error(`Two types would have the component ${name}`);
    if (!known) {
      this.#types.set(name, type);
      this.components[name] = {};
      const description = textOf(type.aliasSymbol, this.#checker);
      this.components[name] = { ...(description && { description }), ...this.#inPlace(type) };
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /** The component's name; null for a type without a name of its own. */
  #nameOf(type: ts.Type): string | null {
    const { aliasSymbol: symbol, aliasTypeArguments: filled } = type;
    const file = symbol?.declarations?.[0]?.getSourceFile().fileName ?? '';
    if (!symbol || filled || !isView(file)) return null;
    if (type.isUnion() && type.types.every(isWord) && type.types.length <= wordsInPlace) return null;
    return symbol.name.replace(/View$/, '');
  }

  #inPlace(type: ts.Type): Schema {
    if (type.isUnion()) return this.#union(type.types);
    if (isWord(type)) return { const: type.value };
    if (has(type, ts.TypeFlags.String)) return { type: 'string' };
    if (has(type, ts.TypeFlags.Number)) return { type: 'integer' };
    if (has(type, ts.TypeFlags.Null)) return { type: 'null' };
    if (isBoolean(type)) return { const: this.#checker.typeToString(type) === 'true' };
    if (has(type, ts.TypeFlags.Unknown)) return {};
    if (this.#checker.isArrayType(type)) return { type: 'array', items: this.#elementOf(type) };
    if (type.isIntersection()) return this.#intersection(type);
    if (has(type, ts.TypeFlags.Object)) return this.#object(type);
    throw new Error(`No schema for the type ${this.#checker.typeToString(type)}`);
  }

  #elementOf(type: ts.Type): Schema {
    const [element] = this.#checker.getTypeArguments(type as ts.TypeReference);
    return element ? this.of(element) : {};
  }

  #union(all: readonly ts.Type[]): Schema {
    const types = all.filter((type) => !has(type, ts.TypeFlags.Undefined | ts.TypeFlags.Null));
    const isNullable = all.some((type) => has(type, ts.TypeFlags.Null));
    if (isScalar(types)) return { type: ['string', 'number', 'boolean', ...(isNullable ? ['null'] : [])] };
    const words = types.filter(isWord).map(({ value }) => value);
    const booleans = types.filter(isBoolean);
    const isValue = [ts.TypeFlags.String, ts.TypeFlags.Number].every((flag) => types.some((type) => has(type, flag)));
    const parts: Schema[] = [
      ...(words.length > 0 ? [{ type: typeof words[0] === 'number' ? 'integer' : 'string', enum: words }] : []),
      ...(booleans.length === 2 ? [{ type: 'boolean' }] : booleans.map((type) => this.of(type))),
      ...types
        .filter((type) => !isWord(type) && !isBoolean(type))
        .map((type) => (isValue && has(type, ts.TypeFlags.Number) ? { type: 'number' } : this.of(type))),
    ];
    const [only] = parts;
    if (!only || parts.length > 1) return { anyOf: isNullable ? [...parts, { type: 'null' }] : parts };
    return isNullable ? orNull(only) : only;
  }

  /** Named parts stay references, and all that is in place is one object. */
  #intersection(type: ts.IntersectionType): Schema {
    const named = type.types.filter((part) => this.#nameOf(part) !== null);
    if (named.length === 0) return this.#object(type);
    const inherited = new Set(named.flatMap((part) => this.#checker.getPropertiesOfType(part).map(({ name }) => name)));
    return { allOf: [...named.map((part) => this.of(part)), this.#object(type, inherited)] };
  }

  #object(type: ts.Type, without: ReadonlySet<string> = new Set()): Schema {
    const own = this.#checker.getPropertiesOfType(type).filter(({ name }) => !without.has(name));
    const fields = own.map((symbol) => {
      const schema = this.of(this.#checker.getTypeOfSymbol(symbol));
      const description = textOf(symbol, this.#checker);
      const isOptional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
      return { name: symbol.name, isOptional, schema: { ...schema, ...(description && { description }) } };
    });
    const rest = this.#checker.getIndexInfosOfType(type)[0];
    const required = fields.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
    return {
      type: 'object',
      ...(fields.length > 0 && { properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])) }),
      ...(required.length > 0 && { required }),
      ...(rest && { additionalProperties: this.of(rest.type) }),
    };
  }
}

/** The schema, or null. */
function orNull(schema: Schema): Schema {
  if (Array.isArray(schema.enum)) return { ...schema, type: [schema.type, 'null'], enum: [...schema.enum, null] };
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] };
  return { anyOf: [schema, { type: 'null' }] };
}

/** A docstring as text: without line breaks, and without tags. */
function textOf(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): string {
  const parts = symbol?.getDocumentationComment(checker) ?? [];
  return ts
    .displayPartsToString([...parts])
    .replace(/\s+/g, ' ')
    .trim();
}
