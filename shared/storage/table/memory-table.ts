import { isDeepStrictEqual } from 'node:util';
import { changedItem, copyChange } from './change.ts';
import { copyCondition, failedClauses } from './condition.ts';
import { copyItem, copyKey, writeUnitsOf } from './item.ts';
import {
  checkBatch,
  checkItem,
  checkKey,
  checkOperands,
  checkTransaction,
  checkWrite,
  engineError,
  keyOf,
} from './memory-rules.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { totalOfTransaction, unitsInTransaction, unitsOfBatch, unitsOfGet, unitsOfWrite } from './memory-units.ts';
import { pageOf } from './query.ts';
import type { Item, Table, TransactionResult, Write, WriteCondition, WriteRefusal, WriteResult } from './table.ts';

const TOKEN_LIFETIME_MS = 10 * 60 * 1000;

const isNew: WriteCondition = { 'no item has its key': { attribute: 'pk', is: 'absent' } };

type Options = { readonly now?: () => Date };

/**
 * The storage port in memory, for tests: it answers what `dynamoTable` answers against DynamoDB Local, units included, and throws
 * errors of the same names. Calls take effect one after the other. `now` is for the 10 minutes that a token is remembered.
 */
export function memoryTable({ now = () => new Date() }: Options = {}): Table {
  const store = memoryStore();
  const tokens = rememberedTokens(now);
  const write = async (single: Write) => writeOne(store, copyWrite(single));
  return {
    async get(key, { consistent = true, attributes } = {}) {
      checkKey(copyKey(key));
      const item = store.get(copyKey(key));
      const units = { readUnits: unitsOfGet(item, consistent), writeUnits: 0 };
      return { ...units, ...(item && { item: copyItem(projected(item, attributes)) }) };
    },
    async getAll(keys, { attributes } = {}) {
      const wanted = keys.map(copyKey);
      checkBatch(wanted);
      const found = wanted.map(store.get);
      const items = found.map((item) => item && copyItem(projected(item, attributes)));
      return { readUnits: unitsOfBatch(found), writeUnits: 0, items };
    },
    query: (query) =>
      pageOf(query, async (range) => {
        checkKey({ pk: range.pk, sk: '-' });
        const slice = store.read(range);
        return { ...slice, items: slice.items.map(copyItem) };
      }),
    put: (item, condition) => write({ put: item, ...ifAny(condition) }),
    async insert(item) {
      const { ok } = await write({ put: item, if: isNew });
      return { ok, readUnits: 0, writeUnits: ok ? writeUnitsOf(copyItem(item)) : 1 };
    },
    update: (key, change, condition) => write({ update: key, change, ...ifAny(condition) }),
    delete: (key, condition) => write({ delete: key, ...ifAny(condition) }),
    async transact(writes, { token } = {}) {
      const copies = writes.map(copyWrite);
      checkTransaction(copies);
      if (token !== undefined && tokens.has(token, copies)) return replay(store, copies);
      const result = writeAll(store, copies);
      if (token !== undefined && result.ok) tokens.add(token, copies);
      return result;
    },
  };
}

/** The key of an item and those of its attributes that are named; all of it where none are. */
function projected(item: Item, attributes: readonly string[] | undefined): Item {
  if (attributes === undefined) return item;
  const { pk, sk } = item;
  return { ...Object.fromEntries(Object.entries(item).filter(([name]) => attributes.includes(name))), pk, sk };
}

function ifAny(condition: WriteCondition | undefined): { readonly if?: WriteCondition } {
  return condition ? { if: condition } : {};
}

function copyWrite(write: Write): Write {
  const condition = ifAny(write.if && copyCondition(write.if));
  if ('put' in write) return { put: copyItem(write.put), ...condition };
  if ('update' in write) return { update: copyKey(write.update), change: copyChange(write.change), ...condition };
  if ('delete' in write) return { delete: copyKey(write.delete), ...condition };
  return { check: copyKey(write.check), if: condition.if ?? {} };
}

/** The item that a write met and the one that it would leave. Nothing is changed yet. */
type Attempt = { readonly old: Item | undefined; readonly item: Item | undefined; readonly refusal?: WriteRefusal };

function attempt(store: MemoryStore, write: Write): Attempt {
  const old = store.get(keyOf(write));
  const failed = failedClauses(write.if, old);
  if (failed.length === 0) return { old, item: itemAfter(write, old) };
  return { old, item: old, refusal: { failed, ...(old && { old: copyItem(old) }) } };
}

function itemAfter(write: Write, old: Item | undefined): Item | undefined {
  if ('put' in write) return write.put;
  if ('delete' in write) return undefined;
  if ('check' in write) return old;
  const change = copyChange(write.change);
  checkOperands(old, change);
  const item = changedItem(write.update, old, change);
  checkItem(item);
  return item;
}

function writeOne(store: MemoryStore, write: Write): WriteResult {
  checkWrite(write);
  const { old, item, refusal } = attempt(store, write);
  if (refusal) return { ok: false, readUnits: 0, writeUnits: writeUnitsOf(old), ...refusal };
  store.set(keyOf(write), item);
  const writeUnits = unitsOfWrite({ old, item });
  return {
    ok: true,
    readUnits: 0,
    writeUnits,
    ...(old && { old: copyItem(old) }),
    ...(item && { item: copyItem(item) }),
  };
}

function writeAll(store: MemoryStore, writes: readonly Write[]): TransactionResult {
  const attempts = writes.map((write) => attempt(store, write));
  const reasons = attempts.map(({ refusal = null }) => refusal);
  if (reasons.some((reason) => reason !== null)) return { ok: false, readUnits: 0, writeUnits: 0, reasons };
  const units = attempts.map((made, position) => {
    const write = writes[position];
    return unitsInTransaction({ ...made, isCheck: write !== undefined && 'check' in write });
  });
  attempts.forEach(({ item }, position) => {
    const write = writes[position];
    if (write && !('check' in write)) store.set(keyOf(write), item);
  });
  return { ok: true, readUnits: 0, writeUnits: totalOfTransaction(units) };
}

/** A transaction that was made before costs reading its items, which DynamoDB Local reports in the one figure it gives. */
function replay(store: MemoryStore, writes: readonly Write[]): TransactionResult {
  const units = writes.map((write) => 2 * unitsOfGet(store.get(keyOf(write)), true));
  return { ok: true, readUnits: 0, writeUnits: totalOfTransaction(units) };
}

function rememberedTokens(now: () => Date) {
  const made = new Map<string, { readonly writes: readonly Write[]; readonly at: number }>();
  return {
    add: (token: string, writes: readonly Write[]) => made.set(token, { writes, at: now().getTime() }),
    has(token: string, writes: readonly Write[]): boolean {
      const known = made.get(token);
      if (!known || now().getTime() - known.at > TOKEN_LIFETIME_MS) return false;
      if (isDeepStrictEqual(known.writes, writes)) return true;
      throw engineError('IdempotentParameterMismatchException', 'The token was used with other parameters');
    },
  };
}
