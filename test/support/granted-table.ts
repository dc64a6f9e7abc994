import type { TableAccess } from '../../infra/constructs/table.ts';
import type { Key, Projection, Table, Write } from '../../shared/storage/table/table.ts';
import { type Action, grantsIn, note, withoutRemoved } from './grants.ts';

/** Called for each refusal, with one sentence. */
type Refused = (sentence: string) => void;

/**
 * A table that lets one function do only what its declaration in `infra/` grants, as its role would. It checks the leading key of each item, and
 * each write of a transaction separately. One grant must allow all items of a batch that names its attributes. A refused call throws, and `refused` is called even if the code catches the error.
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
  const checkRead = (keys: readonly Key[], { attributes }: Projection = {}) => {
    const isPart =
      attributes?.every((each) => access.parts?.attributes.includes(each)) &&
      keys.every(({ pk }) => grantsFor('part', pk).length > 0);
    for (const { pk } of keys) check(isPart ? 'part' : 'read', pk);
  };
  return {
    async get(key, options) {
      checkRead([key], options);
      return table.get(key, options);
    },
    async getAll(keys, options) {
      checkRead(keys, options);
      return table.getAll(keys, options);
    },
    async query(query) {
      check(query.index ? 'list' : 'read', query.pk);
      return table.query(query);
    },
    async put(item, condition) {
      check('put', item.pk);
      return table.put(item, condition);
    },
    async insert(item) {
      check('insert', item.pk);
      return table.insert(item);
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
