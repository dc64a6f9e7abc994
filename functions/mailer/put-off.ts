import type { SQSRecord } from 'aws-lambda';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import type { Log } from '../../shared/log.ts';
import type { Count } from '../../shared/metrics.ts';
import { DayQuotaSpent } from './deliver.ts';

/** Hides a message, and says so. */
export type PutOffDeps = {
  /** Hides a message that was received for so long; it is received again afterwards. */
  readonly hide: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly log: Log;
  readonly count: Count;
};

/** The queue's fifteen receipts then last for more than the 24 hours of which SES counts the mails. */
const putOffSeconds = 2 * 3_600;

/**
 * Sends a mail. Where the day's quota is used up, the mail waits in the queue, hidden for two hours at a time. So it is not parked within the
 * day. A sign-in link does not wait: it would come when nobody needs it any more.
 */
export async function puttingOff(deps: PutOffDeps, record: SQSRecord, send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof DayQuotaSpent)) throw error;
    deps.count('MailQuotaSpent', 1);
    const { template } = JSON.parse(record.body) as MailMessage;
    if (template === 'sign_in') return deps.log.warn('mail withheld', { template, because: 'quota_spent' });
    await deps.hide(record.receiptHandle, putOffSeconds);
    throw error;
  }
}
