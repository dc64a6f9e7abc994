import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../shared/storage/table/table.ts';
import { type Trail, trailOver } from '../../shared/storage/trail/trail.ts';
import { type TrailBox, trailBoxOver } from '../../shared/storage/trail/trail-box.ts';
import { type TrailChain, trailChainOver } from '../../shared/storage/trail/trail-chain.ts';
import { type ChainOwners, chainOwnersOver } from './chains.ts';

/** The stores of the trail, and the owners of all chains. */
export type TrailReads = {
  readonly trail: Trail;
  readonly trailChain: Pick<TrailChain, 'lines' | 'counted'>;
  readonly trailBox: Pick<TrailBox, 'waitingOf'>;
  readonly chainOwners: ChainOwners;
};

/** They read lines and no names. */
export const trailReads = (table: Table, client: DynamoDBDocumentClient, tableName: string): TrailReads => ({
  trail: trailOver(table, { waiting: true, names: false }),
  trailChain: trailChainOver(table),
  trailBox: trailBoxOver(table),
  chainOwners: chainOwnersOver(client, tableName),
});
