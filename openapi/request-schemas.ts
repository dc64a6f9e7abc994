import * as z from 'zod';
import type { Schema } from './types-to-schema.ts';

/**
 * A schema that validates a request, as JSON Schema: what may be sent, before defaults and changes. Fields that every caller reads the same in
 * all schemas (`$schema`, the pattern behind a format) are left out.
 */
export function requestSchema(schema: z.ZodType): Schema {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return trimmed(converted) as Schema;
}

function trimmed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(trimmed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key]) => !(key === 'pattern' && 'format' in value) && key !== '~standard',
  );
  return Object.fromEntries(entries.map(([key, each]) => [key, trimmed(each)]));
}
