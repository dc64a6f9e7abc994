import { copyCondition } from './condition.ts';
import { type KeyRange, keyNames } from './query.ts';
import type { Clause, ItemChange, ItemValue, WriteCondition } from './table.ts';

/** The parts of a request that carry expressions; those that are not needed are absent, as DynamoDB refuses empty ones. */
type Expressions = {
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, ItemValue>;
};

/** The condition and the change of one write, in DynamoDB's language. The same input gives the same text. */
export function writeExpressions(condition: WriteCondition | undefined, change?: Required<ItemChange>): Expressions {
  const place = placeholders();
  const clauses = Object.values(copyCondition(condition)).map((clause) => clauseText(clause, place));
  const update = change ? updateText(change, place) : '';
  return {
    ...(clauses.length > 0 && { ConditionExpression: clauses.join(' AND ') }),
    ...(update && { UpdateExpression: update }),
    ...place.attributes(),
  };
}

/** The key condition of one read. */
export function rangeExpressions(range: KeyRange): Expressions & { readonly KeyConditionExpression: string } {
  const place = placeholders();
  const keys = keyNames(range);
  const partition = `${place.name(keys.pk)} = ${place.value(range.pk)}`;
  const bounds = boundsText(range, keys.sk, place);
  return { KeyConditionExpression: bounds ? `${partition} AND ${bounds}` : partition, ...place.attributes() };
}

/** The projection of a read, the key included; nothing where all attributes are read. */
export function projectionExpressions(attributes: readonly string[] | undefined) {
  if (attributes === undefined) return {};
  const place = placeholders();
  const named = [...new Set(['pk', 'sk', ...attributes])].map(place.name);
  return { ProjectionExpression: named.join(', '), ...place.attributes() };
}

type Placeholders = ReturnType<typeof placeholders>;

/** Stands in for names and values, so that neither can be taken for a part of the expression. */
function placeholders() {
  const names: Record<string, string> = {};
  const values: Record<string, ItemValue> = {};
  const put = <T>(into: Record<string, T>, sign: string, content: T) => {
    const placeholder = `${sign}${Object.keys(into).length}`;
    into[placeholder] = content;
    return placeholder;
  };
  return {
    name: (name: string) => put(names, '#', name),
    value: (value: ItemValue) => put(values, ':', value),
    attributes: () => ({
      ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    }),
  };
}

function clauseText(clause: Clause, place: Placeholders): string {
  const name = place.name(clause.attribute);
  if ('is' in clause) return clause.is === 'absent' ? `attribute_not_exists(${name})` : `attribute_exists(${name})`;
  if ('differs' in clause) return `(attribute_not_exists(${name}) OR ${name} <> ${place.value(clause.differs)})`;
  const comparison = comparisonText(clause, name, place);
  return clause.orAbsent ? `(attribute_not_exists(${name}) OR ${comparison})` : comparison;
}

function comparisonText(
  clause: Exclude<Clause, { is: unknown } | { differs: unknown }>,
  name: string,
  place: Placeholders,
): string {
  if ('equals' in clause) return `${name} = ${place.value(clause.equals)}`;
  return 'atMost' in clause ? `${name} <= ${place.value(clause.atMost)}` : `${name} >= ${place.value(clause.atLeast)}`;
}

function updateText({ set, remove, add }: Required<ItemChange>, place: Placeholders): string {
  const sets = Object.entries(set).map(([name, value]) => `${place.name(name)} = ${place.value(value)}`);
  const removes = remove.map((name) => place.name(name));
  const adds = Object.entries(add).map(([name, amount]) => `${place.name(name)} ${place.value(amount)}`);
  return [section('SET', sets), section('REMOVE', removes), section('ADD', adds)].filter(Boolean).join(' ');
}

function section(keyword: string, parts: string[]): string {
  return parts.length > 0 ? `${keyword} ${parts.join(', ')}` : '';
}

function boundsText({ skPrefix, from, to }: KeyRange, sortKey: string, place: Placeholders): string {
  if (skPrefix) return `begins_with(${place.name(sortKey)}, ${place.value(skPrefix)})`;
  if (from && to) return `${place.name(sortKey)} BETWEEN ${place.value(from)} AND ${place.value(to)}`;
  if (from) return `${place.name(sortKey)} >= ${place.value(from)}`;
  return to ? `${place.name(sortKey)} <= ${place.value(to)}` : '';
}
