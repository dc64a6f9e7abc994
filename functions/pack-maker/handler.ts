import { AppError } from '../../shared/errors.ts';
import { LeafLost } from '../../shared/evidence-store/leaf-entries.ts';
import { queueFunction } from '../../shared/http/stacks.ts';
import type { PackMessage } from '../../shared/queues.ts';
import type { PackRun } from '../../shared/storage/evidence/pack-work.ts';
import type { PackMakerDeps } from './deps.ts';
import { HoldLost, makePack } from './make-pack.ts';

/** A function has ended by then: it may run for 15 minutes. */
const holdSeconds = 16 * 60;
/** Runs without a new checkpoint, after which the order fails. */
const maxTries = 5;
const retrySeconds = 20;
const busySeconds = 120;

/**
 * Makes packs that were ordered. A message comes back until its pack is made or has failed: after a pause, after an error, and after a run that
 * died. One run has an order at a time, so there is one pack or a reason why there is none.
 */
export const packMaker = (deps: PackMakerDeps) =>
  queueFunction(
    deps,
    async ({ body, receiptHandle }, { getRemainingTimeInMillis = () => Number.POSITIVE_INFINITY }) => {
      const run = await taken(deps, JSON.parse(body) as PackMessage);
      if (run === 'ended') return 'done';
      if (run === 'busy') return comeBack(deps, receiptHandle, busySeconds);
      await deps.hide(receiptHandle, holdSeconds);
      if (run.tries > maxTries) return fail(deps, run, new Error('Every run died'));
      try {
        const outcome = await makePack(deps, run, getRemainingTimeInMillis);
        deps.log.info(`pack ${outcome}`, { pack: run.order.id, organization: run.order.organization });
        if (outcome === 'done') return outcome;
        await deps.packWork.release(run);
        return comeBack(deps, receiptHandle, 1);
      } catch (error) {
        if (error instanceof HoldLost) return comeBack(deps, receiptHandle, busySeconds);
        if (run.tries === maxTries) return fail(deps, run, error);
        await deps.packWork.release(run);
        await deps.hide(receiptHandle, retrySeconds * run.tries);
        throw error;
      }
    },
  );

const taken = ({ packWork, newId, now }: PackMakerDeps, of: PackMessage) => {
  const at = now();
  const until = new Date(at.getTime() + holdSeconds * 1_000).toISOString();
  return packWork.take(of, { run: newId(), now: at.toISOString(), until });
};

async function comeBack({ hide }: PackMakerDeps, receiptHandle: string, seconds: number): Promise<'again'> {
  await hide(receiptHandle, seconds);
  return 'again';
}

/** The buyer or operator reads the reason, and an alarm tells us. */
async function fail({ packWork, count, log }: PackMakerDeps, run: PackRun, error: unknown): Promise<'failed'> {
  count('PackFailed', 1);
  log.error('pack failed', error, { pack: run.order.id, organization: run.order.organization });
  await packWork.fail(run, reasonOf(error));
  return 'failed';
}

function reasonOf(error: unknown): string {
  if (error instanceof LeafLost) return `${error.message}.`;
  if (error instanceof AppError) return error.message;
  return 'It could not be made. We were told, and look into it.';
}
