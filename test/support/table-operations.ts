import fc from 'fast-check';
import { keyText } from '../../shared/storage/table/item.ts';
import { keyOf } from '../../shared/storage/table/memory-rules.ts';
import type {
  Clause,
  Item,
  ItemChange,
  ItemValue,
  Key,
  Query,
  Write,
  WriteCondition,
} from '../../shared/storage/table/table.ts';

export type Operation =
  | { readonly kind: 'get'; readonly key: Key; readonly consistent: boolean }
  | { readonly kind: 'getAll'; readonly keys: readonly Key[] }
  | { readonly kind: 'put'; readonly item: Item; readonly if: WriteCondition }
  | { readonly kind: 'insert'; readonly item: Item }
  | { readonly kind: 'update'; readonly key: Key; readonly change: ItemChange; readonly if: WriteCondition }
  | { readonly kind: 'delete'; readonly key: Key; readonly if: WriteCondition }
  | { readonly kind: 'transact'; readonly writes: readonly Write[]; readonly token?: string; readonly times: number }
  | { readonly kind: 'query'; readonly query: Query };

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

const sortKey = oneOf('A', 'A#1', 'A#10', 'A#2', 'B', 'Bé', 'B\uffff', 'B😀', 'C');
const partition = oneOf('a', 'b');

const key: fc.Arbitrary<Key> = fc.record({ pk: partition, sk: sortKey });

/** Texts with sizes around the steps at which units change. */
const text = fc.oneof(
  { weight: 12, arbitrary: oneOf('', 'x', 'y', '5', 'é', '😀', '\uffff') },
  { weight: 3, arbitrary: fc.integer({ min: 900, max: 1_100 }).map((length) => 'x'.repeat(length)) },
  { weight: 2, arbitrary: fc.integer({ min: 3_900, max: 4_300 }).map((length) => 'é'.repeat(length / 2)) },
);
const number = fc.oneof(
  oneOf<number>(0, 1, 5, -3, 0.1, 12.5, 1e-7, -1e-100, 1e-131, 123_456_789, 10_000_000, Number.MAX_SAFE_INTEGER),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((value) => value === 0 || Math.abs(value) > 1e-120),
);
const bytes = fc.uint8Array({ maxLength: 40 });
const { value } = fc.letrec<{ value: ItemValue; leaf: ItemValue }>((tie) => ({
  leaf: fc.oneof(text, number, fc.boolean(), fc.constant(null), bytes),
  value: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(oneOf('a', 'bb', 'é', 'toString'), tie('value'), { maxKeys: 3 }),
  ),
}));

const count = fc.integer({ min: -5, max: 5 });
const attributes = fc.record(
  {
    n: count,
    m: count,
    s: text,
    flag: fc.boolean(),
    any: value,
    ttl: fc.constant(1_800_000_000),
  },
  { requiredKeys: [] },
);
/**
 * Mostly whole index keys, sometimes only the first part (DynamoDB Local miscounts items that change from one half to the other),
 * rarely keys that the index does not accept.
 */
const indexKeys = fc.oneof(
  { weight: 10, arbitrary: fc.record({ listPk: partition, listSk: sortKey }) },
  { weight: 10, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ listPk: partition }) },
  {
    weight: 1,
    arbitrary: oneOf<Record<string, ItemValue>>({ listSk: '' }, { listSk: 7 }, { listPk: null, listSk: 'A' }),
  },
);
const content: fc.Arbitrary<Record<string, ItemValue>> = fc
  .tuple(attributes, indexKeys)
  .map(([own, index]) => ({ ...own, ...index }) as Record<string, ItemValue>);

const attribute = oneOf('n', 'm', 's', 'flag', 'any', 'missing', 'pk', 'listSk');
const operand = fc.oneof(count, text, number);
const orAbsent = fc.boolean();
const clause: fc.Arbitrary<Clause> = fc.oneof(
  fc.record({ attribute, is: oneOf('absent' as const, 'present' as const) }),
  fc.record({ attribute, equals: fc.oneof(operand, fc.boolean()), orAbsent }),
  fc.record({ attribute, differs: fc.oneof(operand, fc.boolean()) }),
  fc.record({ attribute, atMost: operand, orAbsent }),
  fc.record({ attribute, atLeast: operand, orAbsent }),
);
const condition: fc.Arbitrary<WriteCondition> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.dictionary(oneOf('first', 'second', 'third'), clause, { minKeys: 1, maxKeys: 3 }) },
);

/** Each attribute in one part of the change, except for a few that DynamoDB refuses. */
const change: fc.Arbitrary<ItemChange> = fc
  .record({
    set: content,
    remove: fc.oneof(
      fc.subarray(['n', 's', 'any', 'listSk', 'missing'], { maxLength: 2 }),
      fc.constant(['listPk', 'listSk']),
    ),
    add: fc.dictionary(oneOf('n', 'm', 'fresh'), fc.integer({ min: -9, max: 9 }), { maxKeys: 2 }),
    isOverlapping: fc.integer({ min: 0, max: 19 }).map((roll) => roll === 7),
    odd: fc.oneof(
      { weight: 25, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: oneOf<ItemChange>({ set: { sk: 'B' } }, { remove: ['pk'] }, { add: { s: 1 } }) },
    ),
  })
  .map(
    ({ set, remove, add, isOverlapping, odd }) =>
      odd ?? (isOverlapping ? { set, remove, add } : apart(set, remove, add)),
  );

function apart(set: Record<string, ItemValue>, remove: readonly string[], add: Record<string, number>): ItemChange {
  const removed = remove.filter((name) => !(name in add));
  return {
    set: Object.fromEntries(Object.entries(set).filter(([name]) => !(name in add || removed.includes(name)))),
    remove: removed,
    add,
  };
}

const item = fc.tuple(content, key).map(([made, at]) => ({ ...made, ...at }) as Item);

/** A few bytes on either side of the limit of 400 KB. */
const hugeItem = fc
  .tuple(fc.integer({ min: 409_570, max: 409_600 }), key)
  .map(([length, at]): Item => ({ ...at, huge: 'x'.repeat(length) }));

const write: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ put: item, if: condition }),
  fc.record({ update: key, change, if: condition }),
  fc.record({ delete: key, if: condition }),
  fc.record({ check: key, if: clause.map((guard) => ({ guard })) }),
);

const bounds = fc.oneof(
  fc.constant({}),
  fc.record({ skPrefix: oneOf('A', 'A#1', 'B', '', 'Z') }),
  fc.record({ from: sortKey, to: sortKey }, { requiredKeys: [] }),
);
const query: fc.Arbitrary<Query> = fc
  .tuple(
    fc.record(
      { pk: partition, descending: fc.boolean(), limit: fc.integer({ min: 1, max: 4 }) },
      { requiredKeys: ['pk', 'descending'] },
    ),
    bounds,
    oneOf({ index: 'lists' as const }, { consistent: true }, { consistent: false }),
  )
  .map((parts) => Object.assign({}, ...parts));

/** Some keys; rarely none or two equal ones, which DynamoDB refuses. */
const someKeys = fc.oneof(
  { weight: 9, arbitrary: fc.uniqueArray(key, { minLength: 1, maxLength: 8, selector: keyText }) },
  { weight: 1, arbitrary: fc.array(key, { maxLength: 4 }) },
);

const kind = <K extends string>(name: K) => fc.constant(name);

/** Any call of the port, on so few items that calls meet each other's effects. */
export const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 60, arbitrary: fc.record({ kind: kind('put'), item, if: condition }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('put'), item: hugeItem, if: condition }) },
  { weight: 20, arbitrary: fc.record({ kind: kind('insert'), item }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('insert'), item: hugeItem }) },
  { weight: 80, arbitrary: fc.record({ kind: kind('update'), key, change, if: condition }) },
  { weight: 40, arbitrary: fc.record({ kind: kind('delete'), key, if: condition }) },
  {
    weight: 60,
    arbitrary: fc.record({
      kind: kind('transact'),
      writes: fc.uniqueArray(write, { minLength: 1, maxLength: 4, selector: (one) => JSON.stringify(keyOf(one)) }),
      token: fc.option(fc.integer({ min: 1, max: 60 }).map(String), { nil: undefined }),
      times: oneOf(1, 2),
    }),
  },
  { weight: 60, arbitrary: fc.record({ kind: kind('query'), query }) },
  { weight: 20, arbitrary: fc.record({ kind: kind('get'), key, consistent: fc.boolean() }) },
  { weight: 20, arbitrary: fc.record({ kind: kind('getAll'), keys: someKeys }) },
);

/** `made` with partitions and tokens whose names begin with `run`, so that runs share a table but no items. */
export function within(run: string, made: Operation): Operation {
  switch (made.kind) {
    case 'getAll':
      return { ...made, keys: made.keys.map((one) => placed(run, one)) };
    case 'put':
    case 'insert':
      return { ...made, item: placed(run, made.item) };
    case 'update':
      return { ...made, key: placed(run, made.key), change: placedChange(run, made.change) };
    case 'query':
      return { ...made, query: placed(run, made.query) };
    case 'transact': {
      const token = made.token === undefined ? {} : { token: run + made.token };
      return { ...made, ...token, writes: made.writes.map((one) => placedWrite(run, one)) };
    }
    default:
      return { ...made, key: placed(run, made.key) };
  }
}

function placedWrite(run: string, one: Write): Write {
  if ('put' in one) return { ...one, put: placed(run, one.put) };
  if ('update' in one) return { ...one, update: placed(run, one.update), change: placedChange(run, one.change) };
  return 'delete' in one ? { ...one, delete: placed(run, one.delete) } : { ...one, check: placed(run, one.check) };
}

function placedChange(run: string, made: ItemChange): ItemChange {
  return made.set ? { ...made, set: placed(run, made.set) } : made;
}

function placed<T extends object>(run: string, keyed: T): T {
  const named = Object.entries(keyed).map(([name, part]) => {
    const isPartition = (name === 'pk' || name === 'listPk') && typeof part === 'string';
    return [name, isPartition ? run + part : part];
  });
  return Object.fromEntries(named) as T;
}
