import document from './shapes-2026-08.json' with { type: 'json' };

/** A field in the fixtures: `string`, `number`, `boolean`, `null` for any, a list of elements, or fields; `{}` was left open. */
type Shape = string | readonly Shape[] | { readonly [field: string]: Shape };
type Shapes = Readonly<Record<string, Shape>>;
type Fields = Readonly<Record<string, unknown>>;

const fixtures = document.objects as unknown as Shapes;
const { price } = fixtures.item as Shapes;
/** The fixtures show a price whole only where another object contains it. An object that is shown deleted only is not among these. */
const shapes = new Map(
  Object.entries({ ...fixtures, price: price as Shape }).filter(
    ([, shape]) => !Object.hasOwn(shape as object, 'deleted'),
  ),
);

/** Reports a field that the fixtures do not have, or that has another kind of value there. */
export type Report = (object: string, field: string, what: string) => void;

/**
 * Compares an object of Stripe's with the published fixtures, nested objects too. A field of the fixtures that is null, or that has nothing
 * in it, says nothing about its value. Null is left to the SDK's types, which say what may be null.
 */
export const compareWithFixtures = (value: unknown, report: Report): void =>
  compare(value, undefined, { object: '', above: null, name: '', report });

/** Compares some fields of an object, as an event's `previous_attributes` has them. */
export function comparePart(object: string, value: Fields, report: Report): void {
  const shape = shapes.get(object);
  if (shape) compareFields(value, shape as Shapes, { object, above: null, name: '', report });
}

/** A place in an object, as a chain up to the object itself, so that its name is made only for a report. */
type Place = { readonly object: string; readonly above: Place | null; readonly name: string; readonly report: Report };

function compare(value: unknown, shape: Shape | undefined, place: Place): void {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') checkKind(typeof value, shape, place);
  else if (Array.isArray(value)) compareElements(value, Array.isArray(shape) ? shape[0] : undefined, place);
  else compareObject(value as Fields, shape, place);
}

function compareElements(values: readonly unknown[], shape: Shape | undefined, above: Place): void {
  const place = { ...above, above, name: '[]' };
  for (const value of values) compare(value, shape, place);
}

/** An object of a type of Stripe's own is compared with that type's fixture, wherever it stands. */
function compareObject(value: Fields, shape: Shape | undefined, place: Place): void {
  const { object } = value;
  if (typeof object !== 'string' || object === 'list') {
    compareFields(value, fieldsOf(shape), place);
    return;
  }
  const whole = shapes.get(object);
  const own = whole && value.deleted === true ? { ...(whole as Shapes), deleted: 'boolean' } : whole;
  const top = { ...place, object, above: null, name: '' };
  if (own === undefined) place.report(object, '', 'has no fixture');
  else compareFields(value, own as Shapes, top);
}

/** Undefined where the fixtures say nothing of the fields. */
const fieldsOf = (shape: Shape | undefined): Shapes | undefined =>
  typeof shape === 'object' && !Array.isArray(shape) && Object.keys(shape).length > 0 ? (shape as Shapes) : undefined;

function compareFields(value: Fields, shape: Shapes | undefined, above: Place): void {
  for (const name in value) {
    const place = { object: above.object, above, name, report: above.report };
    if (shape !== undefined && !(name in shape)) place.report(place.object, fieldOf(place), 'is no field');
    else compare(value[name], shape?.[name], place);
  }
}

function checkKind(kind: string, shape: Shape | undefined, place: Place): void {
  if (shape === undefined || shape === kind || shape === 'null') return;
  // The id of an object that the fixtures show expanded.
  if (kind === 'string' && typeof shape === 'object') return;
  place.report(place.object, fieldOf(place), `is a ${kind}`);
}

function fieldOf({ above, name }: Place): string {
  const parent = above === null ? '' : fieldOf(above);
  return name === '[]' || parent === '' ? `${parent}${name}` : `${parent}.${name}`;
}
