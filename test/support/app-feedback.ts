import type { App } from './app.ts';

/** Events in the form in which SES publishes them to SNS (SES Developer Guide, "Examples of event data"). */
const mailOf = (to: string) => ({
  timestamp: '2026-11-25T11:59:58.000Z',
  source: 'support@example.com',
  sendingAccountId: '123456789012',
  messageId: 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000',
  destination: [to],
  headersTruncated: false,
  headers: [{ name: 'To', value: to }],
  commonHeaders: { from: ['support@example.com'], to: [to], subject: 'Sign in' },
  tags: { 'ses:configuration-set': ['ConfigSet'] },
});

type Bounce = { readonly type?: string; readonly subType?: string; readonly at?: Date; readonly recipient?: string };

export const bounceEvent = (
  to: string,
  { type = 'Permanent', subType = 'General', at, recipient = to }: Bounce = {},
) => ({
  eventType: 'Bounce',
  bounce: {
    bounceType: type,
    bounceSubType: subType,
    bouncedRecipients: [
      { emailAddress: recipient, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
    ],
    timestamp: (at ?? new Date('2026-11-25T12:00:00Z')).toISOString(),
    feedbackId: '01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000',
    reportingMTA: 'dsn; mta.example.com',
  },
  mail: mailOf(to),
});

export const complaintEvent = (
  to: string,
  { type = 'abuse' as string | null, at = new Date('2026-11-25T12:00:00Z') } = {},
) => ({
  eventType: 'Complaint',
  complaint: {
    complainedRecipients: [{ emailAddress: to }],
    timestamp: at.toISOString(),
    feedbackId: '01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000',
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintFeedbackType: type,
    arrivalDate: at.toISOString(),
    complaintSubType: null,
  },
  mail: mailOf(to),
});

export const deliveryEvent = (to: string, { at = new Date('2026-11-25T12:00:00Z') } = {}) => ({
  eventType: 'Delivery',
  mail: mailOf(to),
  delivery: {
    timestamp: at.toISOString(),
    processingTimeMillis: 546,
    recipients: [to],
    smtpResponse: '250 ok: Message 64111812 accepted',
    reportingMTA: 'mta.example.com',
  },
});

/** An event about a mail that was sent with these tags. */
export const aboutMail = (event: { readonly mail: object }, tags: Readonly<Record<string, string>> = {}) => ({
  ...event,
  mail: { ...event.mail, tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])) },
});

export const rejectEvent = (to: string) => ({
  eventType: 'Reject',
  mail: mailOf(to),
  reject: { reason: 'Bad content' },
});

/** Delivers these events to `mail-feedback` and waits until they are handled. */
export async function hearOf(app: App, ...events: readonly object[]): Promise<void> {
  for (const event of events) app.feedbackQueue.put(event);
  await app.drain();
}
