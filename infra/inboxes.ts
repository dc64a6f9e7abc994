import type { Construct } from 'constructs';
import { stripeInboxTries } from '../shared/inbox-tries.ts';
import type { Alarms } from './constructs/alarms.ts';
import { Inbox, type InboxProps } from './constructs/inbox.ts';
import type { LambdaFunction } from './constructs/lambda-function.ts';
import type { InboxName } from './function-declaration.ts';

type Declared = Omit<InboxProps, 'alarms'> & { readonly id: string };

const declared: Readonly<Record<InboxName, Declared>> = {
  stripe: {
    id: 'StripeInbox',
    fifo: true,
    urlEnv: 'STRIPE_QUEUE_URL',
    maxReceiveCount: stripeInboxTries,
    batchesAtOnce: 5,
    says: 'A Stripe event could not be handled. Read the log of stripe-sync, then replay the event in the console.',
  },
  mail: {
    id: 'Mailbox',
    urlEnv: 'MAIL_QUEUE_URL',
    maxReceiveCount: 15,
    says: 'A mail could not be sent. Read the log of mailer, then redrive the queue if the mail is still wanted.',
  },
  mailFeedback: {
    id: 'FeedbackInbox',
    maxReceiveCount: 15,
    says: 'A bounce or complaint could not be noted. Read the log of mail-feedback, mend the cause, then redrive the queue.',
  },
  leaving: {
    id: 'Leavers',
    urlEnv: 'LEAVING_QUEUE_URL',
    maxReceiveCount: 30,
    says: 'An account that was to be deleted is not. Read the log of leaving, then redrive the queue: it goes on where it stopped.',
  },
  usageReport: {
    id: 'UsageReports',
    urlEnv: 'USAGE_REPORT_QUEUE_URL',
    maxReceiveCount: 6,
    functionSeconds: 300,
    says: 'What an account used past its allowance was not told to Stripe when its period ended. Read the log of usage-report; its next run tells it too, within the hour in which the invoice is a draft.',
  },
  usageCheck: {
    id: 'UsageChecks',
    urlEnv: 'USAGE_CHECK_QUEUE_URL',
    maxReceiveCount: 6,
    functionSeconds: 600,
    says: 'A buyer whose quota or credit is used up was not told, and units that lie idle were not given back. Or a function that admits could not be asked what it served. Read the log of usage-merge; the next refused call asks for it again.',
  },
  topUp: {
    id: 'TopUps',
    urlEnv: 'TOP_UP_QUEUE_URL',
    maxReceiveCount: 15,
    says: 'Credit that a buyer wants bought by itself could not be, for a reason that is not their card. Read the log of top-up, then redrive the queue: an attempt is charged once.',
  },
  badgeLook: {
    id: 'BadgeLookRequests',
    urlEnv: 'BADGE_LOOK_QUEUE_URL',
    maxReceiveCount: 6,
    functionSeconds: 300,
    says: 'Badges were not looked at after what pays for them changed. Read the log of badge-looks, mend the cause, then redrive the queue: a look repeats harmlessly.',
  },
  webhooks: {
    id: 'WebhookEvents',
    urlEnv: 'WEBHOOK_QUEUE_URL',
    maxReceiveCount: 6,
    functionSeconds: 300,
    says: 'An event could not be announced to webhooks. Read the log of webhook-sender, mend the cause, then redrive the queue: each webhook is told once.',
  },
  packs: {
    id: 'PackOrders',
    urlEnv: 'PACK_QUEUE_URL',
    maxReceiveCount: 200,
    functionSeconds: 900,
    says: 'An evidence pack is not made. Read the log of pack-maker, mend the cause, then redrive the queue: it goes on where it stopped.',
  },
};

/** The queues between functions, each with its dead letters and the alarm that one of them raises. */
export function inboxesIn(scope: Construct, alarms: Alarms): Readonly<Record<InboxName, Inbox>> {
  const inboxes = Object.entries(declared).map(([name, { id, ...props }]) => [
    name,
    new Inbox(scope, id, { ...props, alarms }),
  ]);
  return Object.fromEntries(inboxes) as Record<InboxName, Inbox>;
}

/** As the console names them. */
const shownName: Readonly<Record<InboxName, string>> = {
  ...{ stripe: 'stripe', mail: 'mail', mailFeedback: 'mail_feedback', leaving: 'leaving', topUp: 'top_up' },
  ...{ usageReport: 'usage_report', usageCheck: 'usage_check', badgeLook: 'badge_look' },
  ...{ webhooks: 'webhooks', packs: 'packs' },
};

/** Lets `fn` ask how many messages each queue holds, and sets the variable with their names. */
export function grantDepths(fn: LambdaFunction, inboxes: Readonly<Record<InboxName, Inbox>>): void {
  const rows = (Object.entries(inboxes) as [InboxName, Inbox][]).map(([name, inbox]) => {
    inbox.grantDepth(fn);
    return [shownName[name], ...inbox.names].join(' ');
  });
  fn.setEnv({ QUEUE_NAMES: rows.join(',') });
}
