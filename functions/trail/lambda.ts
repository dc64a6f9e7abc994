import { randomUUID } from 'node:crypto';
import { connectTable } from '../../shared/connect-table.ts';
import { logOf } from '../../shared/log.ts';
import { trailBoxOver } from '../../shared/storage/trail/trail-box.ts';
import { trailChainOver } from '../../shared/storage/trail/trail-chain.ts';
import { trailNamesOver } from '../../shared/storage/trail/trail-names.ts';
import { trail } from './handler.ts';

const table = connectTable();

/** Lambda entry point of the job that chains the trail's lines. */
export const handler = trail({
  trailBox: trailBoxOver(table),
  trailChain: trailChainOver(table),
  trailNames: trailNamesOver(table),
  log: logOf('trail'),
  now: () => new Date(),
  newId: () => randomUUID(),
});
