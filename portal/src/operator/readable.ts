/** The words for values without a text of their own. */
export type Words = {
  readonly nothing: string;
  readonly true: string;
  readonly false: string;
  /** An ISO time as the reader's language writes it. */
  readonly time: (iso: string) => string;
};

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A stored value for operators to read: JSON without its punctuation, times to the minute. A truncated value is shown as it is. */
export function readable(json: string | null, words: Words): string {
  if (json === null) return words.nothing;
  try {
    return textOf(JSON.parse(json), words);
  } catch {
    return json;
  }
}

function textOf(value: unknown, words: Words): string {
  if (value === null) return words.nothing;
  if (typeof value === 'boolean') return words[`${value}`];
  if (typeof value === 'string') return isoTime.test(value) ? words.time(value) : value;
  if (Array.isArray(value)) return value.map((each) => textOf(each, words)).join('; ') || words.nothing;
  if (typeof value === 'object') return fieldsOf(value, words);
  return String(value);
}

/** Only fields with a value, because most fields of a subscription are empty. */
function fieldsOf(value: object, words: Words): string {
  const told = Object.entries(value).filter(([, each]) => each !== null && each !== false && !isId(each));
  return told.map(([name, each]) => `${name}: ${textOf(each, words)}`).join(', ');
}

/** Whether the value is the id of a subscription, which is shown next to it already. */
const isId = (value: unknown): boolean => typeof value === 'string' && value.startsWith('sub_');
