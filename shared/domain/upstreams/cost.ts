import type { UpstreamCost } from '../catalog/upstream.ts';

/** The parts of an upstream's answer that its cost may depend on. */
export type Answered = {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** The JSON of its body; undefined where it has none, or it is no JSON. */
  readonly json: () => unknown;
  readonly isEmpty: boolean;
};

/** The cost of a call in units, or why its answer does not say it. */
export type CallCost =
  /** `isCut`: the answer named more units than were reserved, so the call is billed for fewer. */
  | { readonly units: number; readonly isCut: boolean }
  /** The answer does not name its cost; one sentence for the operator's log. */
  | { readonly unreadable: string };

/** The units of a call, at most `maxUnits`; 0 unless its status is 200 to 299. A missing body counts as an empty list. */
export function costOf(cost: UpstreamCost, answered: Answered, maxUnits: number): CallCost {
  if (answered.status < 200 || answered.status > 299) return { units: 0, isCut: false };
  if ('per' in cost) return upTo(maxUnits, cost.units ?? 1);
  if ('header' in cost) {
    const text = answered.header(cost.header) ?? '';
    return /^\d{1,9}$/.test(text)
      ? upTo(maxUnits, Number(text))
      : { unreadable: `The header ${cost.header} must be a whole number of units; it is "${text.slice(0, 40)}".` };
  }
  if (answered.isEmpty) return { units: 0, isCut: false };
  const value = valueAt(cost.jsonPath, answered.json());
  return Number.isSafeInteger(value) && Number(value) >= 0
    ? upTo(maxUnits, Number(value))
    : { unreadable: `${cost.jsonPath} must be a whole number of units in the JSON of the body.` };
}

const upTo = (maxUnits: number, units: number): CallCost => ({
  units: Math.min(units, maxUnits),
  isCut: units > maxUnits,
});

/** The value at `$.a.b`: own properties only; `.length` of a list is its length. */
function valueAt(jsonPath: string, json: unknown): unknown {
  return jsonPath
    .split('.')
    .slice(1)
    .reduce<unknown>((value, name) => {
      if (Array.isArray(value)) return name === 'length' ? value.length : undefined;
      const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
      return isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
    }, json);
}
