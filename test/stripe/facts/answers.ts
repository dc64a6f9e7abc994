import type { Difference } from './difference.ts';
import { comparePart, compareWithFixtures } from './objects.ts';
import { mistakesByType } from './types.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Compares an answer, or each element of a list, with the published fixtures and the SDK's types. */
export function differencesOfAnswer(answer: Answer): Difference[] {
  if (Array.isArray(answer.data)) return (answer.data as Answer[]).flatMap(differencesOfObject);
  return differencesOfObject(answer);
}

/** Compares a refusal, and the objects that it hands out. */
export function differencesOfRefusal({ error, ...rest }: Answer): Difference[] {
  const known = new Set([...errorFields, 'payment_intent', 'payment_method', 'setup_intent', 'source']);
  const { payment_intent: intent, ...fields } = (error ?? {}) as Answer;
  const others = [...Object.keys(rest), ...Object.keys(fields).filter((field) => !known.has(field))];
  return [
    ...others.map((field) => ({ what: `error ${field}`, detail: 'is no field' })),
    ...(intent ? differencesOfObject(intent as Answer) : []),
  ];
}

/** https://docs.stripe.com/api/errors */
const errorFields = [
  'advice_code',
  'charge',
  'code',
  'decline_code',
  'doc_url',
  'message',
  'network_advice_code',
  'network_decline_code',
  'param',
  'payment_method_type',
  'request_log_url',
  'type',
  'user_message',
];

/** An event is compared with the object in it, and with the fields that it says have changed. */
function differencesOfObject(value: Answer): Difference[] {
  const found: Difference[] = [];
  const report = (object: string, field: string, detail: string) =>
    void found.push({ what: `${object} ${field}`.trimEnd(), detail: `${detail} in the fixtures of August 2026` });
  compareWithFixtures(value, report);
  found.push(...mistakesByType(value as { object: string }));
  const data = value.object === 'event' ? (value.data as EventData) : undefined;
  if (!data) return found;
  if (data.previous_attributes) comparePart(data.object.object, data.previous_attributes, report);
  found.push(...mistakesByType(data.object));
  return found;
}

type EventData = { readonly object: { readonly object: string }; readonly previous_attributes?: Answer };
