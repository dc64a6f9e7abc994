/** The storage port: one table of items under a partition key and a sort key, with conditional writes. */
import { AppError } from '../../errors.ts';

/** The key of an item. */
export type Key = { readonly pk: string; readonly sk: string };

/** A value that an attribute can have. */
export type ItemValue =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly ItemValue[]
  | { readonly [name: string]: ItemValue };

/** `ttl`, where present, is epoch seconds after which the item may vanish; readers check times themselves. */
export type Item = Key & { readonly [name: string]: ItemValue };

/** The condition on one attribute for a write to go through. `orAbsent` lets a missing attribute pass too; `differs` always does. */
export type Clause =
  | { readonly attribute: string; readonly is: 'absent' | 'present' }
  | { readonly attribute: string; readonly equals: string | number | boolean; readonly orAbsent?: boolean }
  | { readonly attribute: string; readonly differs: string | number | boolean }
  | { readonly attribute: string; readonly atMost: number | string; readonly orAbsent?: boolean }
  | { readonly attribute: string; readonly atLeast: number | string; readonly orAbsent?: boolean };

/** All clauses must hold. Each one's name says what it protects and comes back when it fails. */
export type WriteCondition = Readonly<Record<string, Clause>>;

/** Top-level attributes only. `add` takes whole numbers and starts from 0 where the attribute is absent. */
export type ItemChange = {
  readonly set?: Readonly<Record<string, ItemValue>>;
  readonly remove?: readonly string[];
  readonly add?: Readonly<Record<string, number>>;
};

/**
 * The top-level attributes that a read answers, beside the key; absent: all. It costs as many units. A role may be granted some attributes and no
 * others (`infra/constructs/table.ts`), and then must name them.
 */
export type Projection = { readonly attributes?: readonly string[] };

/** One write of a transaction. */
export type Write =
  | { readonly put: Item; readonly if?: WriteCondition }
  | { readonly update: Key; readonly change: ItemChange; readonly if?: WriteCondition }
  | { readonly delete: Key; readonly if?: WriteCondition }
  | { readonly check: Key; readonly if: WriteCondition };

/** Capacity units that the call consumed, as DynamoDB counts them. */
export type ConsumedCapacity = { readonly readUnits: number; readonly writeUnits: number };

/** Names of the clauses that did not hold, with the item as it stood (absent where there is none). */
export type WriteRefusal = { readonly failed: readonly string[]; readonly old?: Item };

/** `old` is the item before the write, `item` the one after (absent after a delete). */
export type WriteResult = ConsumedCapacity &
  ({ readonly ok: true; readonly old?: Item; readonly item?: Item } | ({ readonly ok: false } & WriteRefusal));

/** Units are those of the item's size, without what the index costs; a refused insert counts one. */
export type InsertResult = ConsumedCapacity & { readonly ok: boolean };

/** One entry a write, in order: null where that write was not the reason, `conflict` where another write held the item. */
export type TransactionResult = ConsumedCapacity &
  ({ readonly ok: true } | { readonly ok: false; readonly reasons: readonly (null | 'conflict' | WriteRefusal)[] });

/** A query of one partition of the table or of an index. */
export type Query = {
  readonly pk: string;
  /** Only items whose sort key starts with this. */
  readonly skPrefix?: string;
  /** Only items with this sort key or a later one (inclusive); may be combined with `to`, not with `skPrefix`. */
  readonly from?: string;
  /** Only items with an earlier sort key (exclusive). */
  readonly to?: string;
  /** The sparse index over the attributes `listPk` and `listSk`: `pk`, prefix and bounds then speak of these. */
  readonly index?: 'lists';
  readonly descending?: boolean;
  /** Items a page, 1…1000: exactly so many unless it is the last. Without it a page is one read of about 1 MB. */
  readonly limit?: number;
  /** The previous page's `cursor`. */
  readonly cursor?: string;
  /** Strongly consistent; not possible on the index. */
  readonly consistent?: boolean;
};

/** `cursor` is absent on the last page. */
export type TablePage = ConsumedCapacity & { readonly items: readonly Item[]; readonly cursor?: string };

/** The storage port. `dynamoTable` and `memoryTable` keep its promises. */
export interface Table {
  /** Strongly consistent unless `consistent: false`. */
  get(
    key: Key,
    options?: { readonly consistent?: boolean } & Projection,
  ): Promise<ConsumedCapacity & { readonly item?: Item }>;
  /**
   * Each key's item in the order of the keys, undefined where there is none; 1…100 keys, no two alike.
   * Strongly consistent and in one round trip; items are read one by one, not all at one moment.
   */
  getAll(
    keys: readonly Key[],
    options?: Projection,
  ): Promise<ConsumedCapacity & { readonly items: readonly (Item | undefined)[] }>;
  query(query: Query): Promise<TablePage>;
  put(item: Item, condition?: WriteCondition): Promise<WriteResult>;
  /**
   * Puts an item where none is; not ok where one is, which stays as it is. A role may be granted this and no other write of a partition
   * (`infra/constructs/table.ts`), so that its items are never replaced.
   */
  insert(item: Item): Promise<InsertResult>;
  update(key: Key, change: ItemChange, condition?: WriteCondition): Promise<WriteResult>;
  delete(key: Key, condition?: WriteCondition): Promise<WriteResult>;
  /**
   * All writes or none; 1…100, each on another item. The same `token` within 10 minutes applies once.
   * A condition that fails is an answer; throttling and outages throw `StorageUnavailable`.
   */
  transact(writes: readonly Write[], options?: { readonly token?: string }): Promise<TransactionResult>;
}

/** The table did not answer, or refused for load: the write may or may not have happened; the caller may retry. */
export class StorageUnavailable extends AppError {
  constructor(cause: unknown) {
    super('unavailable', 'The database is busy. Try again in a moment.', { cause, retryAfterSeconds: 1 });
    this.name = 'StorageUnavailable';
  }
}
