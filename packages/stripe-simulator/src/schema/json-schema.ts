/** The part of JSON Schema that the generator writes and the parameter parser reads. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly (string | number | boolean)[];
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object';
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | false;
  readonly not?: Readonly<Record<string, never>>;
};

/** `index` maps a type's name in the SDK (`Checkout.Session`) to its schema; references point into `$defs`. */
export type StripeSchemas = {
  readonly sdkVersion: string;
  readonly index: Readonly<Record<string, JsonSchema>>;
  readonly $defs: Readonly<Record<string, JsonSchema>>;
};
