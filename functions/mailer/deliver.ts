import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mail } from './mail.ts';

const part = (Data: string) => ({ Data, Charset: 'UTF-8' });

type Sender = { readonly from: string; readonly configurationSet: string };

/** Delivers through SES; an error goes back to the queue. What becomes of the mail is reported by way of the configuration set. */
export const deliverOverSes =
  (ses: SESv2Client, { from, configurationSet }: Sender) =>
  async ({ to, subject, text, html }: Mail): Promise<void> => {
    await ses.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        ConfigurationSetName: configurationSet,
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) } } },
      }),
    );
  };
