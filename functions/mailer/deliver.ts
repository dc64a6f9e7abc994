import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mail } from './mail.ts';

const part = (Data: string) => ({ Data, Charset: 'UTF-8' });

/** Delivers through SES; an error goes back to the queue. */
export const deliverOverSes =
  (ses: SESv2Client, from: string) =>
  async ({ to, subject, text, html }: Mail): Promise<void> => {
    await ses.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) } } },
      }),
    );
  };
