import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ConfigurationSets } from '../host/configuration-sets.ts';
import type { Mailbox } from '../mailbox.ts';
import { fateOf } from './mailbox-simulator.ts';
import { type AwsAnswer, answered, refused } from './protocol.ts';

const Content = z.object({ Data: z.string(), Charset: z.string().optional() });
/** Source: Amazon SES API Reference v2, "MessageTag". */
const tag = z.string().regex(/^[\w-]{1,256}$/);
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
  EmailTags: z.array(z.strictObject({ Name: tag, Value: tag })).default([]),
  ConfigurationSetName: z.string().optional(),
});
type SendEmail = z.infer<typeof SendEmail>;

/** SES v2, as far as the project uses it. */
export type MailService = {
  /** SendEmail with simple content: one mail for each recipient. Events are published before the answer. */
  sendEmail(input: unknown): Promise<AwsAnswer>;
  /** Sets the configuration sets, once the host has created them. */
  connect(sets: ConfigurationSets): void;
};

/** The most mails that SES accepts from an account in a second, and in any 24 hours. */
export type SendingQuota = { readonly perSecond: number; readonly perDay: number };

/**
 * Refuses mails beyond a quota, with the error names of version 2 of the API. Source: SES Developer Guide. "Errors related to the sending
 * quotas" has the two messages, both of which are to be retried. "Request production access" has the sandbox: 200 mails in 24 hours, one a second.
 */
function quotaGuard({ perSecond, perDay }: SendingQuota, now: () => Date) {
  const taken: number[] = [];
  const since = (ms: number) => taken.filter((at) => at > now().getTime() - ms).length;
  return (): AwsAnswer | null => {
    if (since(86_400_000) >= perDay) return refused('LimitExceededException', 'Daily message quota exceeded.');
    if (since(1_000) >= perSecond) return refused('TooManyRequestsException', 'Maximum sending rate exceeded.', 429);
    taken.push(now().getTime());
    return null;
  };
}

/** Puts delivered mails into the mailbox; `now` dates the events. Without a quota it accepts every mail. */
export function createMailService(mailbox: Mailbox, now: () => Date, quota?: SendingQuota): MailService {
  const beyondQuota = quota ? quotaGuard(quota, now) : () => null;
  let sets: ConfigurationSets = new Map();
  const sendOne = async (
    to: string,
    { FromEmailAddress, Content, ConfigurationSetName = '', EmailTags: tags }: SendEmail,
  ) => {
    const { Subject, Body } = Content.Simple;
    const messageId = `0100${randomUUID()}-000000`;
    const sent = { messageId, from: FromEmailAddress, to, subject: Subject.Data, tags, at: now() };
    const { delivered, event } = fateOf({ ...sent, configurationSet: ConfigurationSetName });
    const text = Body.Text?.Data ?? '';
    if (delivered) mailbox.receive({ to, subject: Subject.Data, text, html: Body.Html?.Data ?? '' });
    await sets.get(ConfigurationSetName)?.(event);
    return messageId;
  };
  return {
    connect(connected) {
      sets = connected;
    },
    async sendEmail(input) {
      const parsed = SendEmail.safeParse(input);
      if (!parsed.success) return refused('BadRequestException', z.prettifyError(parsed.error));
      const { Destination, Content, ConfigurationSetName: set } = parsed.data;
      const addresses = [...Destination.ToAddresses, Content.Simple.Subject.Data];
      if (addresses.some((text) => /[\r\n]/.test(text)))
        return refused('BadRequestException', 'Addresses and subject must be on one line');
      if (set !== undefined && !sets.has(set))
        return refused('NotFoundException', `Configuration set <${set}> does not exist.`, 404);
      const refusal = beyondQuota();
      if (refusal) return refusal;
      const ids: string[] = [];
      for (const to of Destination.ToAddresses) ids.push(await sendOne(to, parsed.data));
      return answered({ MessageId: ids[0] });
    },
  };
}
