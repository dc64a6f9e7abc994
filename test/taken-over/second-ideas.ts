/** An attacker's next tries, after the plain requests are refused: the same item by other requests, other names and other keys. */
import type { Prefix } from '../../shared/storage/prefixes.ts';
import type { Findings } from './attack.ts';
import type { Role } from './deployment.ts';
import { senderOf } from './requests.ts';
import type { Placed, World } from './world.ts';

type Idea = { readonly action: string; readonly input: object };
type At = { readonly tableName: string; readonly item: Placed; readonly other: Placed };

const keyOf = ({ pk, sk }: Placed) => ({ pk: { S: pk }, sk: { S: sk } });
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Reads with a projection of names that the role may read, bent to another attribute. */
const projections = ({ tableName: TableName, item }: At): Idea[] => {
  const names = Object.keys(item.stored).filter((name) => name !== 'pk' && name !== 'sk');
  const asked = names.flatMap((name) => [
    { ProjectionExpression: '#shown', ExpressionAttributeNames: { '#shown': name } },
    { ProjectionExpression: 'shown, #0', ExpressionAttributeNames: { '#0': name } },
    { ProjectionExpression: 'shown.#0', ExpressionAttributeNames: { '#0': name } },
    { ProjectionExpression: '#0[0]', ExpressionAttributeNames: { '#0': name } },
    { ProjectionExpression: '#0.#1', ExpressionAttributeNames: { '#0': name, '#1': 'shown' } },
    { ProjectionExpression: '#0', ExpressionAttributeNames: { '#0': `shown.${name}` } },
    { AttributesToGet: ['shown', name] },
  ]);
  return asked.flatMap((part) => [
    { action: 'GetItem', input: { TableName, Key: keyOf(item), ...part } },
    { action: 'BatchGetItem', input: { RequestItems: { [TableName]: { Keys: [keyOf(item)], ...part } } } },
  ]);
};

/** Whole items beside what the role may read, and by other ways to them. */
const others = ({ tableName: TableName, item, other }: At): Idea[] => {
  const shown = { ProjectionExpression: 'pk, sk, shown' };
  const Key = keyOf(item);
  const where = `WHERE pk = ${quoted(item.pk)} AND sk = ${quoted(item.sk)}`;
  const values = { ExpressionAttributeValues: { ':pk': { S: item.pk }, ':a': { S: 'a' } } };
  const failing = { ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
  const update = { UpdateExpression: 'SET taken = :t', ExpressionAttributeValues: { ':t': { BOOL: true } } };
  return [
    { action: 'BatchGetItem', input: { RequestItems: { [TableName]: { Keys: [keyOf(other), Key] } } } },
    {
      action: 'BatchGetItem',
      input: { RequestItems: { [TableName]: { Keys: [keyOf(other), Key], ConsistentRead: true } } },
    },
    {
      action: 'Query',
      input: { TableName, KeyConditionExpression: 'pk = :pk', ...values, ...shown, Select: 'ALL_ATTRIBUTES' },
    },
    {
      action: 'Query',
      input: { TableName, KeyConditionExpression: 'pk = :pk AND sk >= :a', ...values, Select: 'COUNT' },
    },
    {
      action: 'Query',
      input: { TableName, KeyConditionExpression: 'pk = :pk', FilterExpression: 'email >= :a', ...values, ...shown },
    },
    ...(item.stored.listPk
      ? [
          {
            action: 'Query',
            input: {
              ...{ TableName, IndexName: 'lists', KeyConditionExpression: 'listPk = :pk', ...shown },
              ExpressionAttributeValues: { ':pk': item.stored.listPk },
            },
          },
        ]
      : []),
    { action: 'Scan', input: { TableName, ...shown, FilterExpression: 'attribute_exists(email)' } },
    { action: 'Scan', input: { TableName, IndexName: 'lists', Select: 'ALL_ATTRIBUTES' } },
    { action: 'ExecuteStatement', input: { Statement: `SELECT * FROM "${TableName}"."lists" ${where}` } },
    {
      action: 'BatchExecuteStatement',
      input: { Statements: [{ Statement: `SELECT * FROM "${TableName}" ${where}` }] },
    },
    {
      action: 'ExecuteTransaction',
      input: { TransactStatements: [{ Statement: `SELECT * FROM "${TableName}" ${where}` }] },
    },
    {
      action: 'TransactGetItems',
      input: { TransactItems: [{ Get: { TableName, Key, ...shown } }, { Get: { TableName, Key: keyOf(other) } }] },
    },
    { action: 'TransactWriteItems', input: { TransactItems: [{ ConditionCheck: { TableName, Key, ...failing } }] } },
    { action: 'TransactWriteItems', input: { TransactItems: [{ Update: { TableName, Key, ...update, ...failing } }] } },
    { action: 'PutItem', input: { TableName, Item: Key, ...failing, ReturnValues: 'ALL_OLD' } },
    { action: 'UpdateItem', input: { TableName, Key, ...update, ...failing, ReturnValues: 'ALL_NEW' } },
    { action: 'DeleteItem', input: { TableName, Key, ...failing, ReturnValues: 'ALL_OLD' } },
  ];
};

type Attacked = { readonly tableName: string; readonly endpoints: { readonly table: string } };

/**
 * The values that the role was shown against its list, as `kind: value`. They stand in attributes that it may not read. A kind
 * that it writes is left out: a write may answer the item that it met, and `reachOf` counts that. `asked` counts the requests.
 */
export async function shownBesides(role: Role, { can }: Findings, at: Attacked, world: World) {
  const sender = senderOf(role.accessKeyId);
  const reads = new Set(
    can.flatMap((each) => /^(?:reads|writes|inserts|rewrites|deletes) (\w+)$/.exec(each)?.[1] ?? []),
  );
  const parts = new Map(
    can.flatMap((each) => {
      const [, kind = '', names = ''] = /^reads of (\w+): (.*)$/.exec(each) ?? [];
      return kind === '' ? [] : [[kind, names.split(', ')] as const];
    }),
  );
  const readable = world.items.find(({ kind }) => parts.has(kind) || reads.has(kind)) ?? world.items[0]!;
  const shown = new Set<string>();
  for (const item of samplesOf(world)) {
    if (reads.has(item.kind)) continue;
    const hidden = hiddenIn(item, parts.get(item.kind) ?? []);
    const asked = { tableName: at.tableName, item, other: readable };
    for (const { action, input } of [...projections(asked), ...others(asked)]) {
      const { body } = await sender.call(at.endpoints.table, `DynamoDB_20120810.${action}`, input);
      const answer = JSON.stringify(body);
      for (const value of hidden) if (answer.includes(JSON.stringify(value))) shown.add(`${item.kind}: ${value}`);
    }
  }
  return { shown: [...shown], asked: sender.count() };
}

/** The item with the most attributes, of each kind. */
const samplesOf = ({ items }: World): Placed[] => {
  const best = new Map<Prefix, Placed>();
  for (const item of items) {
    const before = best.get(item.kind);
    if (!before || Object.keys(item.stored).length > Object.keys(before.stored).length) best.set(item.kind, item);
  }
  return [...best.values()];
};

/** Texts of at least six characters in attributes that are not readable, and not in those that are. */
function hiddenIn({ stored, pk, sk }: Placed, parts: readonly string[]): string[] {
  const textsOf = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : value !== null && typeof value === 'object'
        ? Object.values(value).flatMap(textsOf)
        : [];
  const entries = Object.entries(stored).filter(([name]) => name !== 'pk' && name !== 'sk');
  const open = JSON.stringify([pk, sk, ...entries.filter(([name]) => parts.includes(name))]);
  const hidden = entries.filter(([name]) => !parts.includes(name)).flatMap(([, value]) => textsOf(value));
  return [...new Set(hidden)].filter((text) => text.length >= 6 && !open.includes(text));
}
