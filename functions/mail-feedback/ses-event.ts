import * as z from 'zod';
import { normalEmail } from '../../shared/domain/accounts/account.ts';
import type { Report } from '../../shared/domain/mail/suppression.ts';

/** An event of SES in our terms. `passing`: a bounce that says nothing of the next mail, or a report that a mail is no spam. */
export type Feedback = { readonly sesMessageId: string; readonly subType: string } & (
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'passing' | 'rejected' }
);

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
/** Our mails have one receiver each; a bounce may name another one, to whom it was forwarded. */
const Mail = z.looseObject({ messageId: z.string(), destination: z.tuple([z.string()]) });

/** Event publishing's records; source: SES Developer Guide, "Contents of event data that Amazon SES publishes to Amazon SNS". */
const Event = z.discriminatedUnion('eventType', [
  z.looseObject({
    eventType: z.literal('Bounce'),
    mail: Mail,
    bounce: z.looseObject({
      bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
      bounceSubType: z.string(),
      timestamp: time,
      bouncedRecipients: z.array(z.looseObject({ diagnosticCode: z.string().optional() })),
    }),
  }),
  z.looseObject({
    eventType: z.literal('Complaint'),
    mail: Mail,
    complaint: z.looseObject({
      timestamp: time,
      complaintSubType: z.string().nullish(),
      complaintFeedbackType: z.string().nullish(),
    }),
  }),
  z.looseObject({ eventType: z.literal('Reject'), mail: Mail, reject: z.looseObject({ reason: z.string() }) }),
]);
type Event = z.infer<typeof Event>;

/** Reads an event. @throws Error saying what cannot be read, with nothing of its content. */
export function feedbackOf(body: string): Feedback {
  const parsed = Event.safeParse(jsonOf(body));
  if (!parsed.success) {
    const paths = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'event'} (${code})`);
    throw new Error(`SES sent an event that cannot be read: ${paths.join(', ')}`);
  }
  return meaningOf(parsed.data);
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function meaningOf(event: Event): Feedback {
  const { messageId: sesMessageId, destination } = event.mail;
  const address = normalEmail(destination[0]);
  switch (event.eventType) {
    case 'Bounce': {
      const { bounceType, bounceSubType, timestamp, bouncedRecipients } = event.bounce;
      const subType = `${bounceType}/${bounceSubType}`;
      if (bounceType !== 'Permanent') return { kind: 'passing', sesMessageId, subType };
      const detail = bouncedRecipients[0]?.diagnosticCode ?? bounceSubType;
      return { kind: 'report', sesMessageId, subType, report: { address, kind: 'bounce', at: timestamp, detail } };
    }
    case 'Complaint': {
      const { timestamp, complaintFeedbackType, complaintSubType } = event.complaint;
      const subType = complaintFeedbackType ?? complaintSubType ?? 'unknown';
      if (subType === 'not-spam') return { kind: 'passing', sesMessageId, subType };
      const report: Report = { address, kind: 'complaint', at: timestamp, detail: subType };
      return { kind: 'report', sesMessageId, subType, report };
    }
    case 'Reject':
      return { kind: 'rejected', sesMessageId, subType: event.reject.reason };
  }
}
