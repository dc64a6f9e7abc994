import * as z from 'zod';
import { normalEmail } from '../../shared/domain/accounts/account.ts';
import type { MailReport } from '../../shared/domain/console/timeline.ts';
import { type MailPlace, placeOfTags } from '../../shared/domain/mail/mail-place.ts';
import type { Report } from '../../shared/domain/mail/suppression.ts';

/** The meaning of an event of SES for the address. `passing`: nothing of the next mail. */
type Meaning = { readonly subType: string } & (
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'passing' | 'rejected' }
);
/** An event of SES in our terms. `fate`: what became of this mail, by its place in the log; null where it has none, or is no spam after all. */
export type Feedback = Meaning & {
  readonly sesMessageId: string;
  readonly fate: { readonly place: MailPlace; readonly report: MailReport } | null;
};

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
/** Our mails have one receiver each; a bounce may name another one, to whom it was forwarded. */
const Mail = z.looseObject({
  messageId: z.string(),
  timestamp: time,
  destination: z.tuple([z.string()]),
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

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
  z.looseObject({ eventType: z.literal('Delivery'), mail: Mail, delivery: z.looseObject({ timestamp: time }) }),
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
  const { mail } = parsed.data;
  const [place, report] = [placeOfTags(mail.tags), fateOf(parsed.data)];
  return { ...meaningOf(parsed.data), sesMessageId: mail.messageId, fate: place && report && { place, report } };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** The fate of the mail; null: its reader says that it is no spam. A reject has no time of its own. */
function fateOf(event: Event): MailReport | null {
  switch (event.eventType) {
    case 'Delivery':
      return { fate: 'delivered', at: event.delivery.timestamp, detail: '' };
    case 'Bounce': {
      const { bounceType, bounceSubType, timestamp: at } = event.bounce;
      return { fate: 'bounced', at, detail: `${bounceType}/${bounceSubType}` };
    }
    case 'Complaint': {
      const detail = complaintOf(event.complaint);
      return detail === notSpam ? null : { fate: 'complained', at: event.complaint.timestamp, detail };
    }
    case 'Reject':
      return { fate: 'rejected', at: event.mail.timestamp, detail: event.reject.reason };
  }
}

type Complaint = Extract<Event, { readonly eventType: 'Complaint' }>['complaint'];
const notSpam = 'not-spam';
const complaintOf = ({ complaintFeedbackType, complaintSubType }: Complaint): string =>
  complaintFeedbackType ?? complaintSubType ?? 'unknown';

function meaningOf(event: Event): Meaning {
  const address = normalEmail(event.mail.destination[0]);
  switch (event.eventType) {
    case 'Bounce': {
      const { bounceType, bounceSubType, timestamp, bouncedRecipients } = event.bounce;
      const subType = `${bounceType}/${bounceSubType}`;
      if (bounceType !== 'Permanent') return { kind: 'passing', subType };
      const detail = bouncedRecipients[0]?.diagnosticCode ?? bounceSubType;
      return { kind: 'report', subType, report: { address, kind: 'bounce', at: timestamp, detail } };
    }
    case 'Complaint': {
      const subType = complaintOf(event.complaint);
      if (subType === notSpam) return { kind: 'passing', subType };
      const report: Report = { address, kind: 'complaint', at: event.complaint.timestamp, detail: subType };
      return { kind: 'report', subType, report };
    }
    case 'Delivery':
      return { kind: 'passing', subType: 'delivered' };
    case 'Reject':
      return { kind: 'rejected', subType: event.reject.reason };
  }
}
