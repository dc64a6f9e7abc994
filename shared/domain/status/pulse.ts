/** The notes that workers leave of their own work, for the service status. They name nobody. Times are ISO-8601 UTC. */

/** A run of work that a schedule begins each minute. `oldestAt`: since when the longest waiting piece of it waits; null: nothing waited. */
export type Beat = { readonly at: string; readonly oldestAt: string | null };

/** When mail was taken for delivery last, and when it was refused last; null: never. */
export type MailPulse = { readonly sentAt: string | null; readonly refusedAt: string | null };

/** The latest notes. `webhooks`: deliveries that are due; `billing`: events for which Stripe did not answer. Null: none yet. */
export type Pulses = { readonly webhooks: Beat | null; readonly mail: MailPulse; readonly billing: Beat | null };

/** The notes of a deployment in which nothing has worked yet. */
export const noPulses: Pulses = { webhooks: null, mail: { sentAt: null, refusedAt: null }, billing: null };

/** Work that waited longer, or did not run for longer, counts as down. */
const patienceMs = 5 * 60_000;

/** Whether each kind of work goes on; null: nothing was measured. Mail does while nothing was refused since the last one that was sent. */
export const workingNow = ({ webhooks, mail, billing }: Pulses, now: Date) => ({
  webhooks: isInTime(webhooks, now),
  mail: isTaken(mail),
  billing: isInTime(billing, now),
});

function isInTime(beat: Beat | null, now: Date): boolean | null {
  if (!beat) return null;
  const since = beat.oldestAt !== null && beat.oldestAt < beat.at ? beat.oldestAt : beat.at;
  return now.getTime() - Date.parse(since) <= patienceMs;
}

function isTaken({ sentAt, refusedAt }: MailPulse): boolean | null {
  if (refusedAt === null) return sentAt === null ? null : true;
  return sentAt !== null && sentAt >= refusedAt;
}
