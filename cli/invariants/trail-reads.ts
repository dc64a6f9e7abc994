import { type Members, membersOver } from '../../shared/storage/accounts/members.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { type Trail, trailOver } from '../../shared/storage/trail/trail.ts';
import { type TrailBox, trailBoxOver } from '../../shared/storage/trail/trail-box.ts';
import { type TrailChain, trailChainOver } from '../../shared/storage/trail/trail-chain.ts';

/** The stores of the trail, and of those whose own trail there may be. */
export type TrailReads = {
  readonly trail: Trail;
  readonly trailChain: Pick<TrailChain, 'lines' | 'counted'>;
  readonly trailBox: Pick<TrailBox, 'waitingOf'>;
  readonly members: Pick<Members, 'rosterOf'>;
};

/** They read lines and no names. */
export const trailReads = (table: Table): TrailReads => ({
  trail: trailOver(table, { waiting: true, names: false }),
  trailChain: trailChainOver(table),
  trailBox: trailBoxOver(table),
  members: membersOver(table),
});
