/** The attacker's program on the table: every kind of request on an item of every kind, and what came of it. */
import { type List, listNames, listPartition, type Prefix, prefixes } from '../../shared/storage/prefixes.ts';
import type { Answer, Sender } from './requests.ts';
import { kinds, type Placed, type StoredItem } from './world.ts';

/** The table, the attacker's way to it, and its owner's, which looks after each request and puts right what was changed. */
export type Target = {
  readonly tableName: string;
  readonly attacker: (action: string, input: object) => Promise<Answer>;
  readonly owner: (action: string, input: object) => Promise<Answer>;
};

/** The target with these senders. */
export function targetOf(at: {
  readonly tableName: string;
  readonly attacker: Sender;
  readonly proxy: string;
  readonly owner: Sender;
  readonly endpoint: string;
}): Target {
  const through = (sender: Sender, endpoint: string) => (action: string, input: object) =>
    sender.call(endpoint, `DynamoDB_20120810.${action}`, input);
  return {
    tableName: at.tableName,
    attacker: through(at.attacker, at.proxy),
    owner: through(at.owner, at.endpoint),
  };
}

const keyOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }) => ({ pk: { S: pk }, sk: { S: sk } });
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const where = ({ pk, sk }: Placed) => `WHERE pk = ${quoted(pk)} AND sk = ${quoted(sk)}`;

type Attempts = Readonly<Record<string, object>>;

/** Requests that answer items. A check that fails answers the item that failed it. */
const readsOf = (TableName: string, item: Placed): Attempts => ({
  GetItem: { TableName, Key: keyOf(item) },
  BatchGetItem: { RequestItems: { [TableName]: { Keys: [keyOf(item)] } } },
  Query: {
    TableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: item.pk } },
  },
  TransactGetItems: { TransactItems: [{ Get: { TableName, Key: keyOf(item) } }] },
  ExecuteStatement: { Statement: `SELECT * FROM "${TableName}" ${where(item)}` },
});

const taken = { taken: { BOOL: true } };
const change = {
  UpdateExpression: 'SET taken = :taken',
  ExpressionAttributeValues: { ':taken': { BOOL: true } },
};

const beside = ({ pk, sk }: Placed) => ({ pk, sk: `${sk}~taken` });

/** PartiQL's INSERT, as the storage port spells it. */
const insertStatement = ({ TableName, Item }: { readonly TableName: string; readonly Item: object }) => ({
  Statement: `INSERT INTO "${TableName}" VALUE {${Object.keys(Item)
    .map((name) => `'${name}': ?`)
    .join(', ')}}`,
  Parameters: Object.values(Item),
});

/** Requests that would change this item. */
const rewritesOf = (TableName: string, item: Placed): Attempts => {
  const Item = { ...keyOf(item), ...taken };
  return {
    PutItem: { TableName, Item },
    UpdateItem: { TableName, Key: keyOf(item), ...change },
    'TransactWriteItems put': { TransactItems: [{ Put: { TableName, Item } }] },
    'TransactWriteItems update': { TransactItems: [{ Update: { TableName, Key: keyOf(item), ...change } }] },
    BatchWriteItem: { RequestItems: { [TableName]: [{ PutRequest: { Item } }] } },
    'ExecuteStatement insert': insertStatement({ TableName, Item }),
    ExecuteStatement: { Statement: `UPDATE "${TableName}" SET taken = true ${where(item)}` },
  };
};

/** Requests that would take this item away. */
const deletionsOf = (TableName: string, item: Placed): Attempts => ({
  DeleteItem: { TableName, Key: keyOf(item) },
  'TransactWriteItems delete': { TransactItems: [{ Delete: { TableName, Key: keyOf(item) } }] },
  BatchWriteItem: { RequestItems: { [TableName]: [{ DeleteRequest: { Key: keyOf(item) } }] } },
  ExecuteStatement: { Statement: `DELETE FROM "${TableName}" ${where(item)}` },
});

/** The rights of a role on one kind of item. `parts`: attributes that it reads of an item that it does not read whole. */
export type Rights = {
  readonly reads: boolean;
  readonly parts: readonly string[];
  readonly inserts: boolean;
  readonly rewrites: boolean;
  readonly deletes: boolean;
  /** Is shown an item whose whole key it knows, by a check that fails. */
  readonly sees: boolean;
};

/** Tries every request on one item, and for the attributes of its kind; the item is as before afterwards. */
async function rightsOn(target: Target, item: Placed, names: readonly string[]): Promise<Rights> {
  const { tableName } = target;
  const insert = { TableName: tableName, Item: { ...keyOf(beside(item)), ...taken } };
  const reads = await some(readsOf(tableName, item), async (action, input) => {
    const answer = await target.attacker(action, input);
    return answer.ok && JSON.stringify(answer.body).includes(JSON.stringify(item.sk));
  });
  const parts = reads ? [] : await partsRead(target, item, names);
  const inserts = await some({ PutItem: insert, ExecuteStatement: insertStatement(insert) }, async (action, input) => {
    const { ok } = await target.attacker(action, input);
    if (ok) await target.owner('DeleteItem', { TableName: tableName, Key: keyOf(beside(item)) });
    return ok;
  });
  const touched = (attempts: Attempts) =>
    some(attempts, async (name, input) => {
      const { ok } = await target.attacker(name.split(' ')[0] ?? '', input);
      return ok && (await wasTouched(target, item));
    });
  const rewrites = await touched(rewritesOf(tableName, item));
  const deletes = await touched(deletionsOf(tableName, item));
  return { reads, parts, inserts, rewrites, deletes, sees: (await shownByCheck(target, item)) !== undefined };
}

/** Requests that answer one attribute of an item, if they are allowed. A filter tells something of an attribute that is not answered. */
const partsOf = (TableName: string, item: Placed, name: string): Attempts => {
  const projection = { ProjectionExpression: '#n', ExpressionAttributeNames: { '#n': name } };
  const Key = keyOf(item);
  const partition = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: item.pk } } };
  const filter = { ProjectionExpression: 'shown', FilterExpression: 'attribute_exists(#n)' };
  return {
    GetItem: { TableName, Key, ...projection },
    'GetItem in the old way': { TableName, Key, AttributesToGet: [name] },
    BatchGetItem: { RequestItems: { [TableName]: { Keys: [Key], ...projection } } },
    'BatchGetItem in the old way': { RequestItems: { [TableName]: { Keys: [Key], AttributesToGet: [name] } } },
    Query: { TableName, ...partition, ...projection },
    'Query with a filter': { TableName, ...partition, ...filter, ExpressionAttributeNames: { '#n': name } },
    TransactGetItems: { TransactItems: [{ Get: { TableName, Key, ...projection } }] },
    Scan: { TableName, ...projection },
    ExecuteStatement: { Statement: `SELECT "${name}" FROM "${TableName}" ${where(item)}` },
  };
};

/** Which of these attributes the role reads, each by itself. Every list of attributes in the templates has the key, so that is tried first. */
async function partsRead({ attacker, tableName }: Target, item: Placed, names: readonly string[]): Promise<string[]> {
  const isRead = (name: string) =>
    some(
      partsOf(tableName, item, name),
      async (action, input) => (await attacker(action.split(' ')[0] ?? '', input)).ok,
    );
  if (!(await isRead('pk'))) return [];
  const found: string[] = [];
  for (const name of names) if (await isRead(name)) found.push(name);
  return found;
}

/** The names of all attributes that items of a kind have beside the key. */
const namesOf = (items: readonly Placed[], kind: Prefix): readonly string[] => {
  const names = items.filter((item) => item.kind === kind).flatMap(({ stored }) => Object.keys(stored));
  return [...new Set(names)].filter((name) => name !== 'pk' && name !== 'sk');
};

/** The attributes of an item that the role reads. */
export async function partOf({ attacker, tableName: TableName }: Target, item: Placed, names: readonly string[]) {
  const placeholders = names.map((name, at) => [`#${at}`, name] as const);
  const { body } = await attacker('GetItem', {
    ...{ TableName, Key: keyOf(item), ProjectionExpression: placeholders.map(([each]) => each).join(', ') },
    ExpressionAttributeNames: Object.fromEntries(placeholders),
  });
  const found = body.Item as StoredItem | undefined;
  return { ...found, ...keyOf(item) };
}

/** All are tried, because each action is a permission of its own. */
async function some(attempts: Attempts, succeeds: (action: string, input: object) => Promise<boolean>) {
  let found = false;
  for (const [name, input] of Object.entries(attempts)) found = (await succeeds(name, input)) || found;
  return found;
}

/** Whether the item is another than before; it is put right. */
async function wasTouched({ owner, tableName: TableName }: Target, item: Placed): Promise<boolean> {
  const { body } = await owner('GetItem', { TableName, Key: keyOf(item), ConsistentRead: true });
  const found = body.Item as StoredItem | undefined;
  if (found && !found.taken) return false;
  await owner('PutItem', { TableName, Item: item.stored });
  return true;
}

/** The item, as a check that fails in a transaction shows it, or a put that fails. */
export async function shownByCheck({ attacker, tableName: TableName }: Target, item: Placed) {
  const check = {
    TableName,
    Key: keyOf(item),
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
  const { body } = await attacker('TransactWriteItems', { TransactItems: [{ ConditionCheck: check }] });
  const [reason] = (body.CancellationReasons ?? []) as { readonly Item?: StoredItem }[];
  if (reason?.Item) return reason.Item;
  const { Key, ...failing } = check;
  const put = await attacker('PutItem', { ...failing, Item: Key });
  return put.body.Item as StoredItem | undefined;
}

/** All items of a partition that the role reads, or of a list. */
export async function partitionOf(target: Target, pk: string, list?: List): Promise<StoredItem[]> {
  const found: StoredItem[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const { ok, body } = await target.attacker('Query', {
      TableName: target.tableName,
      ...(list && { IndexName: 'lists' }),
      KeyConditionExpression: list ? 'listPk = :pk' : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: list ? listPartition(list) : pk } },
      ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
    });
    if (!ok) return found;
    found.push(...(body.Items as StoredItem[]));
    ExclusiveStartKey = body.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

/** The rights on every kind of item, and the lists that the role reads. A scan, and PartiQL without a key, are tried too. */
export async function rightsOf(target: Target, items: readonly Placed[]) {
  const samples = new Map<Prefix, Placed>(
    kinds.flatMap((kind) => {
      const found = items.filter((item) => item.kind === kind);
      const best = found.find(({ of }) => of.length > 0) ?? found[0];
      return best ? [[kind, best] as const] : [];
    }),
  );
  const tried = [...samples].map(
    async ([kind, item]) => [kind, await rightsOn(target, item, namesOf(items, kind))] as const,
  );
  const rights = new Map(await Promise.all(tried));
  const lists = (await Promise.all(listNames.map(async (list) => [list, await mayList(target, list)] as const)))
    .filter(([, may]) => may)
    .map(([list]) => list);
  return { rights, lists, scans: await scans(target) };
}

const mayList = async (target: Target, list: List): Promise<boolean> => {
  const { ok } = await target.attacker('Query', {
    TableName: target.tableName,
    IndexName: 'lists',
    KeyConditionExpression: 'listPk = :pk',
    ExpressionAttributeValues: { ':pk': { S: listPartition(list) } },
    Limit: 1,
  });
  return ok;
};

async function scans({ attacker, tableName: TableName }: Target): Promise<boolean> {
  const answers = await Promise.all([
    attacker('Scan', { TableName }),
    attacker('Scan', { TableName, IndexName: 'lists' }),
    attacker('ExecuteStatement', { Statement: `SELECT * FROM "${TableName}"` }),
    attacker('ExecuteStatement', { Statement: `SELECT * FROM "${TableName}"."lists"` }),
    attacker('ExportTableToPointInTime', { TableArn: TableName }),
  ]);
  return answers.some(({ ok }) => ok);
}

/** The prefix of a kind, for keys that are made of it. */
export const prefixOf = (kind: Prefix): string => prefixes[kind];
