import type { SQSRecord } from 'aws-lambda';
import type { Log } from '../../shared/log.ts';
import type { MailMessage } from '../../shared/mail/message.ts';
import type { Count } from '../../shared/metrics.ts';
import { DayQuotaSpent } from './deliver.ts';

export type PutOffDeps = {
  /** Hides a message that was received for so long; it is received again afterwards. */
  readonly hide: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly log: Log;
  readonly count: Count;
};

/** The queue's fifteen receipts then last for more than the 24 hours of which SES counts the mails. */
const putOffSeconds = 2 * 3_600;

/**
 * Sends, and keeps what the day's quota does not let out until some of it is free: it is parked neither within a day nor tried all the time. A
 * sign-in link is not kept: it would come when nobody waits for it any more.
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
