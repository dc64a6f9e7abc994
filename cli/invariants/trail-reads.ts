import type { Table } from '../../shared/storage/table/table.ts';
import { trailOver } from '../../shared/storage/trail/trail.ts';
import { trailBoxOver } from '../../shared/storage/trail/trail-box.ts';
import { trailChainOver } from '../../shared/storage/trail/trail-chain.ts';
import type { Inspected } from './types.ts';

/** Trails and their chains in a table, as the invariants read them. */
export const trailReads = (table: Table): Pick<Inspected, 'trail' | 'trailChain' | 'trailBox'> => ({
  trail: trailOver(table, { waiting: true, names: false }),
  trailChain: trailChainOver(table),
  trailBox: trailBoxOver(table),
});
