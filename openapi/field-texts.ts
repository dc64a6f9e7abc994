import texts from './fields.json' with { type: 'json' };
import type { Schema } from './types-to-schema.ts';

const byOwner: Readonly<Record<string, Readonly<Record<string, string>>>> = texts;
const everywhere = byOwner['*'] ?? {};

/**
 * The schema with a description of each field: its own, else that of the table by component or operation, else by name. So a field that means
 * the same everywhere is described once.
 */
export function withFieldTexts(schema: Schema, owner: string): Schema {
  return described(schema, owner) as Schema;
}

function described(value: unknown, owner: string): unknown {
  if (Array.isArray(value)) return value.map((each) => described(each, owner));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'properties' ? describedFields(each as Readonly<Record<string, Schema>>, owner) : described(each, owner),
    ]),
  );
}

const describedFields = (fields: Readonly<Record<string, Schema>>, owner: string) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const description = field.description ?? byOwner[owner]?.[name] ?? everywhere[name];
      return [name, { ...(described(field, owner) as Schema), ...(description !== undefined && { description }) }];
    }),
  );
