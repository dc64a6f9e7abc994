import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Mailbox } from '../mailbox.ts';
import { type AwsAnswer, answered, refused } from './protocol.ts';

const Content = z.object({ Data: z.string(), Charset: z.string().optional() });
const SendEmail = z.strictObject({
  FromEmailAddress: z.string().min(3),
  Destination: z.strictObject({ ToAddresses: z.array(z.string().includes('@')).min(1).max(50) }),
  ReplyToAddresses: z.array(z.string()).optional(),
  Content: z.strictObject({
    Simple: z.looseObject({
      Subject: Content,
      Body: z.strictObject({ Text: Content.optional(), Html: Content.optional() }),
    }),
  }),
  EmailTags: z.array(z.unknown()).optional(),
  ConfigurationSetName: z.string().optional(),
});

/** SES v2 SendEmail with simple content: puts one mail a recipient into the mailbox. */
export function sendEmail(mailbox: Mailbox, input: unknown): AwsAnswer {
  const parsed = SendEmail.safeParse(input);
  if (!parsed.success) return refused('BadRequestException', z.prettifyError(parsed.error));
  const { Destination, Content } = parsed.data;
  const { Subject, Body } = Content.Simple;
  const addresses = [...Destination.ToAddresses, Subject.Data];
  if (addresses.some((text) => /[\r\n]/.test(text)))
    return refused('BadRequestException', 'Addresses and subject must be on one line');
  for (const to of Destination.ToAddresses)
    mailbox.receive({ to, subject: Subject.Data, text: Body.Text?.Data ?? '', html: Body.Html?.Data ?? '' });
  return answered({ MessageId: randomUUID() });
}
