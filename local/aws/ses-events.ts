import { randomUUID } from 'node:crypto';
import { awsAccount, region } from '../host/intrinsics.ts';

/** A mail that SES accepted. */
export type SentMail = {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly configurationSet: string;
  /** The tags that it was sent with. */
  readonly tags: readonly { readonly Name: string; readonly Value: string }[];
  readonly at: Date;
};

/** An event as SES publishes it to SNS; source: SES Developer Guide, "Contents of event data that Amazon SES publishes to Amazon SNS". */
export type SesEvent = { readonly eventType: string; readonly mail: object };

type Bounced = {
  readonly bounceType: 'Permanent' | 'Transient';
  readonly bounceSubType: 'General' | 'Suppressed';
  readonly status?: string;
  readonly diagnosticCode?: string;
};

/** The event of a bounced mail; SMTP details only where there were any. */
export const bounceOf = (sent: SentMail, { bounceType, bounceSubType, ...smtp }: Bounced) => ({
  eventType: 'Bounce',
  bounce: {
    feedbackId: feedbackId(),
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: sent.to, ...(smtp.status && { action: 'failed', ...smtp }) }],
    timestamp: sent.at.toISOString(),
    ...(smtp.status && { reportingMTA: 'dns; a1-1.smtp-out.amazonses.com' }),
  },
  mail: mailOf(sent),
});

/** The event of a mail that its recipient marked as spam. */
export const complaintOf = (sent: SentMail) => ({
  eventType: 'Complaint',
  complaint: {
    feedbackId: feedbackId(),
    complaintSubType: null,
    complainedRecipients: [{ emailAddress: sent.to }],
    timestamp: sent.at.toISOString(),
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintFeedbackType: 'abuse',
    arrivalDate: sent.at.toISOString(),
  },
  mail: mailOf(sent),
});

/** The event of a mail that reached its mailbox. */
export const deliveryOf = (sent: SentMail) => ({
  eventType: 'Delivery',
  delivery: {
    timestamp: sent.at.toISOString(),
    processingTimeMillis: 1,
    recipients: [sent.to],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'a1-1.smtp-out.amazonses.com',
  },
  mail: mailOf(sent),
});

const feedbackId = () => `0100${randomUUID()}-000000`;

function mailOf({ messageId, from, to, subject, configurationSet, tags, at }: SentMail) {
  const headers = { From: from, To: to, Subject: subject };
  return {
    timestamp: at.toISOString(),
    source: from,
    sourceArn: `arn:aws:ses:${region}:${awsAccount}:identity/${from}`,
    sendingAccountId: awsAccount,
    messageId,
    destination: [to],
    headersTruncated: false,
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    commonHeaders: { from: [from], to: [to], messageId, subject },
    tags: {
      'ses:configuration-set': [configurationSet],
      'ses:from-domain': [from.slice(from.indexOf('@') + 1)],
      ...Object.fromEntries(tags.map(({ Name, Value }) => [Name, [Value]])),
    },
  };
}
