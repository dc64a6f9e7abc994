import type { TableAccess } from '../../infra/constructs/table.ts';
import type { Table, Write } from '../../shared/storage/table/table.ts';
import { type Action, grantsIn, note, withoutRemoved } from './grants.ts';

/** Told of each refusal, in one sentence. */
type Refused = (sentence: string) => void;

/**
 * A table for one function, held to its declaration in `infra/` as its role would hold it. The leading key of each item decides, and each write
 * of a transaction is judged by itself. A refusal throws, and `refused` hears of it where the function catches that.
 */
export function grantedTable(table: Table, name: string, access: TableAccess, refused: Refused): Table {
  const grantsFor = grantsIn(withoutRemoved(name, access));
  const check = (action: Action, pk: string) => {
    const grants = grantsFor(action, pk);
    note(name, grants);
    if (grants.length > 0) return;
    const sentence = `${name} may not ${action} ${pk.split('#')[0]}#: its declaration does not grant that`;
    refused(sentence);
    throw new Error(sentence);
  };
  const checkWrite = (write: Write) => {
    if ('put' in write) check('put', write.put.pk);
    else if ('update' in write) check('write', write.update.pk);
    else if ('delete' in write) check('delete', write.delete.pk);
    else check('check', write.check.pk);
  };
  return {
    async get(key, options) {
      check('read', key.pk);
      return table.get(key, options);
    },
    async getAll(keys) {
      for (const { pk } of keys) check('read', pk);
      return table.getAll(keys);
    },
    async query(query) {
      check(query.index ? 'list' : 'read', query.pk);
      return table.query(query);
    },
    async put(item, condition) {
      check('put', item.pk);
      return table.put(item, condition);
    },
    async update(key, change, condition) {
      check('write', key.pk);
      return table.update(key, change, condition);
    },
    async delete(key, condition) {
      check('delete', key.pk);
      return table.delete(key, condition);
    },
    async transact(writes, options) {
      for (const write of writes) checkWrite(write);
      return table.transact(writes, options);
    },
  };
}
