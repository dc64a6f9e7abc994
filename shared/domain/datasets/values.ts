import type { FieldType } from '../catalog/field.ts';

/** A value of a field. Dates and timestamps are strings. */
export type Scalar = string | number | boolean;
/** A parsed parameter, or the values that are allowed. */
export type ParsedValue =
  | { readonly ok: true; readonly value: Scalar }
  | { readonly ok: false; readonly allowed: string };

/** The longest value of a parameter, in characters. */
export const maxValueChars = 1_000;

const allowed: Readonly<Record<FieldType, string>> = {
  string: `text of at most ${maxValueChars} characters`,
  integer: 'a whole number between -9007199254740991 and 9007199254740991',
  number: 'a decimal number such as 7.5',
  boolean: 'true or false',
  date: 'a date as YYYY-MM-DD',
  timestamp: 'an ISO-8601 time with its zone such as 2026-11-01T08:30:00Z, or a date as YYYY-MM-DD (midnight UTC)',
};

const timestampForm = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,6}))?(Z|[+-]\d{2}:\d{2}))?$/;

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Microseconds since the epoch → ISO-8601 UTC with three digits of a second, or six where they are needed. */
export function timestampText(epochMicros: bigint): string {
  const micros = ((epochMicros % 1000n) + 1000n) % 1000n;
  const text = new Date(Number((epochMicros - micros) / 1000n)).toISOString();
  return micros === 0n ? text : text.replace('Z', `${String(micros).padStart(3, '0')}Z`);
}

function parseTimestamp(text: string): string | undefined {
  const [, date, time = '00:00', fraction = '', zone = 'Z'] = timestampForm.exec(text) ?? [];
  if (date === undefined || !isCalendarDate(date)) return undefined;
  const epochMs = Date.parse(`${date}T${time}${zone}`);
  if (Number.isNaN(epochMs)) return undefined;
  const parsed = timestampText(BigInt(epochMs) * 1000n + BigInt(fraction.padEnd(6, '0')));
  return /^\d{4}-/.test(parsed) ? parsed : undefined;
}

function parse(type: FieldType, text: string): Scalar | undefined {
  switch (type) {
    case 'string':
      return text;
    case 'integer':
      return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
    case 'number':
      return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'date':
      return isCalendarDate(text) ? text : undefined;
    case 'timestamp':
      return parseTimestamp(text);
  }
}

/**
 * Parses a parameter by its field's type: numbers and booleans as such, dates as YYYY-MM-DD, timestamps as `timestampText` writes them. For
 * any other text it says what is allowed.
 */
export function parseValue(type: FieldType, text: string): ParsedValue {
  const value = text.length > maxValueChars ? undefined : parse(type, text);
  return value === undefined ? { ok: false, allowed: allowed[type] } : { ok: true, value };
}
