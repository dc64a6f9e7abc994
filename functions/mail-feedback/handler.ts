import { queueFunction } from '../../shared/http/stacks.ts';
import type { Log } from '../../shared/log.ts';
import type { Count } from '../../shared/metrics.ts';
import type { MailLog } from '../../shared/storage/accounts/mail-log.ts';
import type { Suppressions } from '../../shared/storage/accounts/suppressions.ts';
import { feedbackOf } from './ses-event.ts';

/** Dependencies of the mail feedback. */
export type MailFeedbackDeps = {
  readonly suppressions: Pick<Suppressions, 'report'>;
  readonly mailLog: Pick<MailLog, 'hear'>;
  readonly log: Log;
  readonly count: Count;
};

/** SES says this, in plain text, to a topic that becomes the destination of its events. */
const greeting = 'Successfully validated SNS topic for Amazon SES event publishing.';

/**
 * Works off what SES reports of our mails: a hard bounce or a complaint suppresses the address. Each report stands at its mail in the
 * organization's log. A mail that is not there was erased meanwhile, or is about no organization. An event that cannot be read fails,
 * and so ends in the dead-letter queue, with its alarm.
 */
export const mailFeedback = (deps: MailFeedbackDeps) =>
  queueFunction(deps, async ({ body }) => {
    if (body.trim() === greeting) return;
    const feedback = feedbackOf(body);
    const { kind, sesMessageId, subType, fate } = feedback;
    const isLogged = fate !== null && (await deps.mailLog.hear(fate.place, fate.report));
    if (kind === 'rejected') {
      deps.log.warn('mail rejected by SES', { sesMessageId, subType });
      return deps.count('MailRejected', 1);
    }
    const changed = kind === 'report' && (await deps.suppressions.report(feedback.report));
    deps.log.info('mail feedback', { kind, sesMessageId, subType, changed, isLogged });
  });
