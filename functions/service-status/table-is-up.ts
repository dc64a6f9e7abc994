import { changesKey } from '../../shared/storage/item-keys.ts';
import type { Table } from '../../shared/storage/table/table.ts';

/** Whether the item that admission follows can be read. It need not be there. */
export const tableIsUp = (table: Pick<Table, 'get'>): Promise<boolean> =>
  table.get(changesKey).then(
    () => true,
    () => false,
  );
