import type { CallOut, CallOutcome, OutgoingCall } from '../../shared/http/call-out.ts';

/** The receivers of webhooks. */
export type WebhookReceivers = {
  readonly callOut: CallOut;
  readonly resolve: (hostname: string) => Promise<readonly { readonly address: string }[]>;
};

export const nobodyAnswers: WebhookReceivers = {
  callOut: async () => ({ ok: false, failure: 'unreachable' }),
  resolve: async () => [{ address: '93.184.216.34' }],
};

export type Received = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Receivers at public addresses that keep the messages they get, and answer with a given status, 204 by default. */
export function keptReceivers() {
  const received: Received[] = [];
  let answer: (call: OutgoingCall) => CallOutcome | number = () => 204;
  const callOut: CallOut = async (call) => {
    const body = call.body?.toString() ?? '';
    received.push({ url: call.base.href, headers: call.headers, body });
    const given = answer(call);
    if (typeof given !== 'number') return given;
    return { ok: true, reply: { status: given, headers: {}, body: Buffer.alloc(0) } };
  };
  return {
    ...nobodyAnswers,
    callOut,
    received,
    answers(next: typeof answer | number) {
      answer = typeof next === 'number' ? () => next : next;
    },
  };
}
