import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';

/** The request that JSON clients of SQS send. Source: SQS API Reference, "SendMessage", and AWS JSON protocol 1.0. */
const SendMessage = z.looseObject({ MessageBody: z.string(), DelaySeconds: z.number().min(0).max(900).optional() });
/** The value of `x-amz-target` in a request that sends a message. */
export const sendTarget = 'AmazonSQS.SendMessage';

/** Messages sent with a delay, which ends by the local clock. The stand-in for SQS would go by the machine's clock. */
export type DelayedMessages = {
  /** Holds a message until its delay has ended, and returns the answer to send. Null: the stand-in answers the request itself. */
  hold(target: unknown, body: unknown): { readonly MessageId: string; readonly MD5OfMessageBody: string } | null;
  nextDueAt(): Date | null;
  /** Sends the messages that are due, in order. */
  runDue(): Promise<void>;
};

/** `deliver` sends a request's body without the delay. */
export function delayedMessages(now: () => Date, deliver: (body: object) => Promise<void>): DelayedMessages {
  let held: { readonly dueMs: number; readonly body: object }[] = [];
  return {
    hold(target, body) {
      if (target !== sendTarget) return null;
      const message = SendMessage.safeParse(body);
      if (!message.success) return null;
      const { DelaySeconds = 0, ...rest } = message.data;
      if (DelaySeconds === 0) return null;
      held = [...held, { dueMs: now().getTime() + DelaySeconds * 1_000, body: rest }];
      const md5 = createHash('md5').update(rest.MessageBody).digest('hex');
      return { MessageId: randomUUID(), MD5OfMessageBody: md5 };
    },
    nextDueAt: () => (held.length > 0 ? new Date(Math.min(...held.map(({ dueMs }) => dueMs))) : null),
    async runDue() {
      const isDue = ({ dueMs }: { readonly dueMs: number }) => dueMs <= now().getTime();
      const due = held.filter(isDue).toSorted((a, b) => a.dueMs - b.dueMs);
      held = held.filter((each) => !due.includes(each));
      for (const { body } of due) await deliver(body);
    },
  };
}
