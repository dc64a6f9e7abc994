import { bounceOf, complaintOf, deliveryOf, type SentMail, type SesEvent } from './ses-events.ts';

/** The outcome of a mail: whether it reaches a mailbox, and the event that SES then publishes. */
export type Fate = { readonly delivered: boolean; readonly event: SesEvent };

/**
 * The addresses of SES's mailbox simulator, with any `+label`; source: SES Developer Guide, "Using the mailbox simulator". SES reports an
 * out-of-office answer as a transient bounce, as observed.
 */
const simulated: Readonly<Record<string, (sent: SentMail) => Fate>> = {
  success: arrival,
  bounce: (sent) => ({
    delivered: false,
    event: bounceOf(sent, {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      status: '5.1.1',
      diagnosticCode: 'smtp; 550 5.1.1 user unknown',
    }),
  }),
  ooto: (sent) => ({
    delivered: true,
    event: bounceOf(sent, { bounceType: 'Transient', bounceSubType: 'General' }),
  }),
  complaint: (sent) => ({ delivered: true, event: complaintOf(sent) }),
  suppressionlist: (sent) => ({
    delivered: false,
    event: bounceOf(sent, {
      bounceType: 'Permanent',
      bounceSubType: 'Suppressed',
      status: '5.1.1',
      diagnosticCode:
        'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.',
    }),
  }),
};

function arrival(sent: SentMail): Fate {
  return { delivered: true, event: deliveryOf(sent) };
}

/** The outcome of a mail by its recipient; an address that is not the simulator's accepts it. */
export function fateOf(sent: SentMail): Fate {
  const [, name = ''] = /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(sent.to) ?? [];
  return (simulated[name.toLowerCase()] ?? arrival)(sent);
}
