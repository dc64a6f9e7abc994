import { createHash } from 'node:crypto';
import type { Dataset } from '../catalog/catalog.ts';
import { type Filters, fieldType } from './filters.ts';
import { parseValue } from './values.ts';

/**
 * The last record of a page, in the order of the dataset: time field ascending, records without a time last, then `id`. `time` is undefined
 * where the dataset has no time field.
 */
export type RecordPosition = { readonly id: string; readonly time?: string | null };

/** The position in a cursor, or why it cannot be used. */
export type DecodedCursor =
  | { readonly ok: true; readonly position: RecordPosition }
  | { readonly ok: false; readonly message: string };

const maxCursorChars = 4_000;

const malformed = {
  ok: false,
  message: 'This cursor is not valid. Use the cursor of the previous page, unchanged.',
} as const;
const foreign = {
  ok: false,
  message:
    'This cursor belongs to other filters. Send the filters of its own page, or leave the cursor out to start again.',
} as const;

function fingerprint(dataset: Dataset, { conditions, words }: Filters): string {
  const canonical = conditions.map((condition) =>
    JSON.stringify(condition.op === 'in' ? { ...condition, values: condition.values.map(String).sort() } : condition),
  );
  const content = JSON.stringify([dataset.id, dataset.timeField ?? null, canonical.sort(), [...words].sort()]);
  return createHash('sha256').update(content).digest('base64url').slice(0, 12);
}

/** An opaque cursor that continues after `position`. It works only with the same dataset and filters, however many records are added. */
export function encodeCursor(dataset: Dataset, filters: Filters, { id, time }: RecordPosition): string {
  const content = [fingerprint(dataset, filters), id, ...(time === undefined ? [] : [time])];
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

function contentOf(text: string): unknown {
  if (text.length > maxCursorChars || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isTime(dataset: Dataset, time: unknown): time is string | null | undefined {
  const type = dataset.timeField === undefined ? undefined : fieldType(dataset, dataset.timeField);
  if (type === undefined) return time === undefined;
  if (time === null) return true;
  if (typeof time !== 'string') return false;
  const parsed = parseValue(type, time);
  return parsed.ok && parsed.value === time;
}

/** The position in a cursor, or one sentence saying why it cannot be used with these filters. */
export function decodeCursor(dataset: Dataset, filters: Filters, text: string): DecodedCursor {
  const content = contentOf(text);
  if (!Array.isArray(content) || content.length < 2 || content.length > 3) return malformed;
  const [hash, id, time] = content as unknown[];
  if (typeof hash !== 'string' || typeof id !== 'string') return malformed;
  if (hash !== fingerprint(dataset, filters)) return foreign;
  return isTime(dataset, time) ? { ok: true, position: { id, time } } : malformed;
}
