import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mail } from './mail.ts';

const part = (Data: string) => ({ Data, Charset: 'UTF-8' });

type Sender = { readonly from: string; readonly configurationSet: string };
/** The pause before another try; `random` gives 0 up to 1. */
export type RetryPace = { readonly sleep: (ms: number) => Promise<unknown>; readonly random: () => number };

/** SES takes no more mails of this account today. */
export class DayQuotaSpent extends Error {
  constructor(cause: unknown) {
    super('SES takes no more mails of this account for now: the quota of 24 hours is used up.', { cause });
    this.name = 'DayQuotaSpent';
  }
}

/** Three mails of a batch take some 20 s at the worst, of the 30 s that the function has. */
const maxTries = 3;
/** In its sandbox SES takes one mail a second. */
const rateWindowMs = 1_000;

/**
 * Delivers through SES; an error goes back to the queue. The configuration set reports what becomes of the mail. A mail that comes
 * too fast waits a second and a bit, and is tried again.
 * @throws DayQuotaSpent
 */
export const deliverOverSes =
  (ses: Pick<SESv2Client, 'send'>, sender: Sender, { sleep, random }: RetryPace) =>
  async (mail: Mail): Promise<void> => {
    const command = commandOf(mail, sender);
    for (let tries = 1; ; tries++) {
      try {
        await ses.send(command);
        return;
      } catch (error) {
        const limit = limitIn(error);
        if (limit === 'day') throw new DayQuotaSpent(error);
        if (limit === null || tries === maxTries) throw error;
        await sleep(rateWindowMs * (1 + random() / 2));
      }
    }
  };

/** Names of a refusal that comes too fast, by version and by whoever refuses: SES itself or its front (API Reference v2, "Common Errors"). */
const rateErrors = ['TooManyRequestsException', 'ThrottlingException', 'Throttling'];

/** The two quotas share a name in version 1, so the message tells the day's. Source: SES Developer Guide, "Errors related to the sending quotas". */
function limitIn(error: unknown): 'day' | 'rate' | null {
  if (!(error instanceof Error)) return null;
  if (/daily message quota exceeded/i.test(error.message)) return 'day';
  return rateErrors.includes(error.name) ? 'rate' : null;
}

const commandOf = ({ to, subject, text, html, tags = {} }: Mail, { from, configurationSet }: Sender) =>
  new SendEmailCommand({
    FromEmailAddress: from,
    ConfigurationSetName: configurationSet,
    Destination: { ToAddresses: [to] },
    EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    Content: { Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) } } },
  });
