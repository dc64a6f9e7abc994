/** Which mails an operator may send again, and what is kept of them for that (decision 0146). */
import type { MailName } from './mails.ts';
import { type MailMessage, mailNameOf } from './message.ts';

/** `one_time_link`: it opens something once. `ended`: nobody is left to whom it can go, or it is for operators. */
type Again = 'possible' | 'one_time_link' | 'ended';

const again: Readonly<Record<MailName, Again>> = {
  sign_in: 'one_time_link',
  member_invited: 'one_time_link',
  account_deleted: 'ended',
  person_deleted: 'ended',
  account_suspension: 'possible',
  legal_hold: 'possible',
  operator_act: 'possible',
  passkey_changed: 'possible',
  licence_changes: 'possible',
  webhook_disabled: 'possible',
  use_case_decided: 'possible',
  badge_decided: 'possible',
  badge_refunded: 'possible',
  affiliate_invited: 'possible',
  affiliate_removed: 'possible',
  domain_proof: 'possible',
  trial_ending: 'possible',
  trial_refused: 'possible',
  card_expiring: 'possible',
  payment_failed: 'possible',
  access_ending: 'possible',
  access_ended: 'possible',
  plan_changed: 'possible',
  price_changed: 'possible',
  usage_reached: 'possible',
  spend_cap_reached: 'possible',
  top_up_failed: 'possible',
  credit_low: 'possible',
  key_expires: 'possible',
  statement_made: 'possible',
  statement_contested: 'ended',
  contest_decided: 'possible',
};

const againOf = (name: string): Again | undefined => (Object.hasOwn(again, name) ? again[name as MailName] : undefined);

/** Whether the mail of this name has a link that works once. */
export const hasOneTimeLink = (name: string): boolean => againOf(name) === 'one_time_link';

type WithoutAddress<Message> = Message extends MailMessage ? Omit<Message, 'email'> : never;
/** All that a mail is made from, but for its address, which its line of the log has. */
export type KeptMail = WithoutAddress<MailMessage>;

/**
 * The part of a mail that is kept to send it again; null: it is not sent again. A link to Stripe's page of an invoice opens without signing in. It
 * is left out, and the mail leads to the page of billing instead.
 */
export function keptOf(message: MailMessage): KeptMail | null {
  if (againOf(mailNameOf(message)) !== 'possible') return null;
  if (message.template !== 'notice') {
    const { email: _, ...kept } = message;
    return kept as KeptMail;
  }
  const { notice } = message;
  return { ...message, notice: 'payAt' in notice ? { ...notice, payAt: null } : notice };
}
