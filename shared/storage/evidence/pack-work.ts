import type { MadePack, PackOrder } from '../../domain/evidence/pack-order.ts';
import type { ItemChange, Table, WriteCondition } from '../table/table.ts';
import { packKey } from './evidence-item-keys.ts';
import { endingWrites, packOrder } from './pack-orders.ts';

/** A run's hold of an order: nobody else works on it until the run ends, or `until` passes. */
export type PackRun = {
  readonly order: PackOrder;
  readonly run: string;
  /** Runs since the last checkpoint, this one included. */
  readonly tries: number;
  /** The number of the last checkpoint; 0: none. */
  readonly checkpoint: number;
};

/** A time and a run's own id. `until`: when the run has ended for certain. Times are ISO-8601 UTC. */
type Taking = { readonly run: string; readonly now: string; readonly until: string };

/** Orders of packs, as those who make them see them. A run that lost its hold changes nothing. */
export interface PackWork {
  /** Takes an order that is under way. `busy`: another run has it. `ended`: it is not under way any more. */
  take(of: Pick<PackOrder, 'organization' | 'id'>, taking: Taking): Promise<PackRun | 'busy' | 'ended'>;
  /** Notes how far the work has come. False: the run has lost its hold. */
  checkpoint(
    run: PackRun,
    at: { readonly number: number; readonly progress: PackOrder['progress']; readonly now: string },
  ): Promise<boolean>;
  /** Gives the order back, to be taken at once. */
  release(run: PackRun): Promise<void>;
  /** Ends the order with its pack. False: the run has lost its hold. */
  finish(run: PackRun, made: MadePack): Promise<boolean>;
  /** Ends the order without a pack. */
  fail(run: PackRun, reason: string): Promise<boolean>;
}

const underWay: WriteCondition = {
  'it has no pack yet': { attribute: 'status', differs: 'ready' },
  'it has not failed': { attribute: 'status', differs: 'failed' },
};

/** Work on packs over the table. */
export function packWorkOver(table: Table): PackWork {
  const mine = ({ run }: PackRun): WriteCondition => ({ 'the run has it still': { attribute: 'run', equals: run } });
  const keyOf = ({ organization, id }: Pick<PackOrder, 'organization' | 'id'>) => packKey(organization, id);
  const end = async (run: PackRun, change: ItemChange) =>
    (await table.transact(endingWrites(run.order, { update: keyOf(run.order), change, if: mine(run) }))).ok;
  return {
    async take(of, { run, now, until }) {
      const change = { set: { status: 'making', run, runUntil: until, touchedAt: now }, add: { tries: 1 } };
      const written = await table.update(keyOf(of), change, {
        'it was ordered': { attribute: 'pk', is: 'present' },
        ...underWay,
        'no other run has it': { attribute: 'runUntil', atMost: now, orAbsent: true },
      });
      if (!written.ok) return written.failed.every((each) => each.startsWith('no other')) ? 'busy' : 'ended';
      const { item } = written;
      if (!item) throw new Error('An order that was taken is not there');
      return { order: packOrder(item), run, tries: Number(item.tries), checkpoint: Number(item.checkpoint ?? 0) };
    },
    async checkpoint(run, { number, progress, now }) {
      const set = { checkpoint: number, progress, touchedAt: now, tries: 0 };
      return (await table.update(keyOf(run.order), { set }, mine(run))).ok;
    },
    async release(run) {
      await table.update(keyOf(run.order), { remove: ['run', 'runUntil'] }, mine(run));
    },
    finish: (run, made) =>
      end(run, { set: { status: 'ready', made: { ...made }, touchedAt: made.madeAt }, remove: ['run', 'runUntil'] }),
    fail: (run, reason) => end(run, { set: { status: 'failed', reason }, remove: ['run', 'runUntil'] }),
  };
}
