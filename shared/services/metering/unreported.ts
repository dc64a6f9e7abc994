import { coveredMs, delaySeconds } from '../../domain/usage/report-request.ts';
import type { UsageCheckQueue } from '../../queues.ts';
import type { Meter } from './meter.ts';

type AskingParts = {
  readonly queue: UsageCheckQueue;
  /** Lambda's name of this function. */
  readonly functionName: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/**
 * An instance or meter that asks to be called again. It asks if units were served after its last report and it may write no more for now.
 * It asks once a report, at most every 2 s, so all units are reported 15 s after the last call.
 */
export function askingToReport<Served extends Pick<Meter, 'afterAnswer' | 'unreported'>>(
  served: Served,
  { queue, functionName, now }: AskingParts,
): Served {
  /** The last request. One of an earlier session, or from before a clock was set back, covers nothing. */
  let last = { instanceId: '', atMs: Number.NEGATIVE_INFINITY };
  const ask = async () => {
    const unreported = served.unreported();
    if (!unreported) return;
    const { instanceId, reportedAt } = unreported;
    const atMs = now();
    const isCovered = last.instanceId === instanceId && last.atMs <= atMs && reportedAt < last.atMs + coveredMs;
    if (isCovered) return;
    await queue.send({ functionName, environmentId: instanceId, sentAt: new Date(atMs).toISOString() }, delaySeconds);
    last = { instanceId, atMs };
  };
  return {
    ...served,
    async afterAnswer() {
      try {
        await served.afterAnswer();
      } finally {
        await ask();
      }
    },
  };
}
