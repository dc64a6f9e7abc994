import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, test } from 'vitest';
import { seededRandom } from '../../datasets/random.ts';
import { DayQuotaSpent, deliverOverSes } from '../../functions/mailer/deliver.ts';
import { mailer } from '../../functions/mailer/handler.ts';
import { createMailService, type SendingQuota } from '../../local/aws/mail-service.ts';
import { createMailbox } from '../../local/mailbox.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { assemble } from '../support/app.ts';
import { batchOf, type Handler } from '../support/app-queues.ts';
import { start } from '../support/app-stripe.ts';
import { virtualTime } from '../support/storm/virtual-time.ts';

/** SES with a quota, as its SDK answers. */
function sesWith(quota: SendingQuota, now: () => Date) {
  const mailbox = createMailbox();
  const service = createMailService(mailbox, now, quota);
  service.connect(new Map([['set', async () => {}]]));
  const send = async ({ input }: { readonly input: unknown }) => {
    const answer = await service.sendEmail(input);
    if (!answer.ok) throw Object.assign(new Error(answer.message), { name: answer.error });
    return answer.body;
  };
  return { mailbox, ses: { send } as unknown as Pick<SESv2Client, 'send'> };
}

const sandbox: SendingQuota = { perSecond: 1, perDay: 200 };
const sender = { from: 'support@example.com', configurationSet: 'set' };
const mailTo = (to: string) => ({ to, subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' });

test('in the sandbox a whole day’s mails go out at one a second within half an hour, and none is parked', async () => {
  const time = virtualTime();
  const { mailbox, ses } = sesWith(sandbox, () => new Date(time.now()));
  const deliver = deliverOverSes(ses, sender, { sleep: time.sleep, random: seededRandom(20261130).next });
  const waiting = Array.from({ length: sandbox.perDay }, (_, index) => ({
    to: `${index}@example.com`,
    dueMs: 0,
    receipts: 0,
  }));
  /** One of the two batches that the queue has handled at once: three messages, hidden for 180 s. */
  async function worker() {
    while (waiting.length > 0) {
      const batch = waiting.filter(({ dueMs }) => dueMs <= time.now()).slice(0, 3);
      for (const message of batch)
        Object.assign(message, { dueMs: time.now() + 180_000, receipts: message.receipts + 1 });
      for (const message of batch) {
        const done = await deliver(mailTo(message.to)).then(
          () => true,
          () => false,
        );
        if (done) waiting.splice(waiting.indexOf(message), 1);
        else expect(message.receipts).toBeLessThan(15);
      }
      await time.sleep(100);
    }
  }
  await time.run(Promise.all([worker(), worker()]));
  expect(mailbox.list()).toHaveLength(sandbox.perDay);
  expect(time.now()).toBeLessThan(1_800_000);
});

test('a mail that comes too fast waits a second and a bit; what SES refuses otherwise goes back at once', async () => {
  let nowMs = 0;
  const { ses } = sesWith(sandbox, () => new Date(nowMs));
  const slept: number[] = [];
  const sleep = async (ms: number) => {
    slept.push(ms);
    nowMs += ms;
  };
  const deliver = deliverOverSes(ses, sender, { sleep, random: () => 0.5 });
  await deliver(mailTo('a@example.com'));
  await deliver(mailTo('b@example.com'));
  expect(slept).toEqual([1_250]);
  await expect(deliver({ ...mailTo('c@example.com'), subject: 'two\nlines' })).rejects.toThrow('on one line');
  expect(slept).toHaveLength(1);
});

test.each(['TooManyRequestsException', 'ThrottlingException', 'Throttling'])(
  'a mail that SES refuses as %s is tried again, whatever the message says',
  async (name) => {
    let refusals = 1;
    const send = async () => {
      if (refusals-- > 0) throw Object.assign(new Error('Rate exceeded'), { name });
    };
    const slept: number[] = [];
    const sleep = async (ms: number) => void slept.push(ms);
    const ses = { send } as unknown as Pick<SESv2Client, 'send'>;
    await deliverOverSes(ses, sender, { sleep, random: () => 0 })(mailTo('a@example.com'));
    expect(slept).toEqual([1_000]);
  },
);

/** The mailer before an SES whose day is over. */
function afterTheDay() {
  const app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => start });
  const { ses } = sesWith({ perSecond: 1, perDay: 0 }, () => start);
  const deliver = deliverOverSes(ses, sender, { sleep: () => Promise.reject(new Error('waited')), random: () => 0 });
  const handler = mailer({ ...app.deps, deliver }) as unknown as Handler;
  const receive = (message: object) => handler(batchOf([{ id: 'message-1', message, receiveCount: 1 }]), {});
  return { app, receive, deliver };
}

const letter = {
  template: 'badge_decided',
  email: 'ada@buyer.example',
  handle: 'ada',
  decision: 'approve',
  language: 'en',
};

test('a mail that the day’s quota refuses waits for two hours, so that fifteen receipts outlast the day, and an alarm says so', async () => {
  const { app, receive, deliver } = afterTheDay();
  await expect(deliver(mailTo('a@example.com'))).rejects.toThrow(DayQuotaSpent);
  expect(await receive(letter)).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
  expect(app.hidden).toEqual([{ receiptHandle: 'message-1', seconds: 7_200 }]);
  expect(app.hidden[0]!.seconds * (15 - 2)).toBeGreaterThan(86_400);
  expect(app.counts).toEqual([{ name: 'MailQuotaSpent', value: 1 }]);
});

test('a sign-in link that the day’s quota refuses is withheld: it would come when nobody waits for it', async () => {
  const { app, receive } = afterTheDay();
  const askedFrom = { site: '198.51.100.0/24', provider: '198.51.0.0/16' };
  const asked = { template: 'sign_in', email: 'ada@buyer.example', organization: 'Test Ltd', language: 'en' };
  expect(await receive({ ...asked, askedFrom, isOverLimit: false })).toEqual({ batchItemFailures: [] });
  expect(app.hidden).toEqual([]);
  expect(app.counts).toEqual([{ name: 'MailQuotaSpent', value: 1 }]);
  expect(app.logs.join('\n')).toContain('quota_spent');
});
