import { channel } from 'node:diagnostics_channel';

/** One call of Stripe's API with its answer. `query` and `body` are as they were sent, `answer` is the text of the body. */
export type AnsweredCall = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
};

/** The body of a webhook, at each attempt to deliver it. */
export type SentWebhook = { readonly body: string };

/** Names of the channels of `node:diagnostics_channel` that all simulators of a process publish to. */
export const channels = {
  call: 'tollgate-stripe-simulator:call',
  webhook: 'tollgate-stripe-simulator:webhook',
} as const;

const calls = channel(channels.call);
const webhooks = channel(channels.webhook);

/** Shows an answered call to whoever listens; costs nothing where nobody does. */
export const showCall = (call: () => AnsweredCall): void => {
  if (calls.hasSubscribers) calls.publish(call());
};

/** Shows a webhook to whoever listens. */
export const showWebhook = (webhook: SentWebhook): void => {
  if (webhooks.hasSubscribers) webhooks.publish(webhook);
};
