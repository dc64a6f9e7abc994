import type { Log } from '../../shared/log.ts';
import type { PulseStore } from '../../shared/storage/pulses.ts';
import type { Mail } from './mail.ts';

type Outcome = 'sent' | 'refused';
type Noting = { readonly pulses: Pick<PulseStore, 'mailed'>; readonly now: () => Date; readonly log: Log };

/** An instance notes the same outcome again after so long. */
const pauseMs = 60_000;

/** Refusals of one mail that say nothing about the others (SES API v2, SendEmail, "Errors"). */
const ofOneMail = ['MessageRejected', 'BadRequestException'];

/**
 * Delivers, and notes for the service status whether SES took the mail. A note that cannot be written keeps no mail from counting as sent:
 * SES knows no idempotency key, so its reader would get it twice.
 */
export function notingOutcome(deliver: (mail: Mail) => Promise<void>, { pulses, now, log }: Noting) {
  let latest: { readonly outcome: Outcome; readonly atMs: number } | null = null;
  const note = async (outcome: Outcome) => {
    const at = now();
    if (latest?.outcome === outcome && at.getTime() - latest.atMs < pauseMs) return;
    latest = { outcome, atMs: at.getTime() };
    await pulses
      .mailed(outcome, at)
      .catch((error: unknown) => log.error('outcome of mail not noted', error, { outcome }));
  };
  return async (mail: Mail): Promise<void> => {
    try {
      await deliver(mail);
    } catch (error) {
      if (!(error instanceof Error && ofOneMail.includes(error.name))) await note('refused');
      throw error;
    }
    await note('sent');
  };
}
