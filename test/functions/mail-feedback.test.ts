import type { SQSBatchResponse } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { mailFeedback } from '../../functions/mail-feedback/handler.ts';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { bounceEvent, complaintEvent, hearOf, rejectEvent } from '../support/app-feedback.ts';
import { signUp } from '../support/app-person.ts';
import { batchOf, type Handler } from '../support/app-queues.ts';
import { start } from '../support/app-stripe.ts';
import { faultKinds, faultyCalls } from '../support/faulty-calls.ts';
import { faultyTable, observedTable } from '../support/faulty-table.ts';

const ada = 'ada@buyer.example';
let app: App;
let items: ReturnType<typeof observedTable>['items'];

beforeEach(() => {
  const observed = observedTable(memoryTable());
  items = observed.items;
  app = assemble({ table: observed.table, stripe: {} as StripeGateway, now: () => start });
});

const suppressed = (address = ada) => app.deps.suppressions.find(address);
const reasonOf = async (address = ada) => (await suppressed(address))?.reason ?? null;

async function asksForLink(path: '/v1/signup' | '/v1/login' = '/v1/login', email = ada) {
  const mailsBefore = app.mails.length;
  const body = path === '/v1/signup' ? { email, organization: 'Test Ltd' } : { email };
  const reply = await app.request('POST', path, { body });
  await app.drain();
  return { reply, mailed: app.mails.slice(mailsBefore) };
}

const notice = (accountId: string): MailMessage => ({
  template: 'notice',
  id: 'message-of-the-notice',
  accountId,
  notice: {
    id: 'payment_failed:in_1',
    name: 'Basic',
    kind: 'payment_failed',
    accessUntil: start.toISOString(),
    payAt: null,
  },
});

describe('events of SES', () => {
  test('a hard bounce suppresses the address, with the receiving server’s words', async () => {
    await hearOf(app, bounceEvent(ada));
    expect(await suppressed()).toEqual({
      address: ada,
      reason: 'bounce',
      at: '2026-11-25T12:00:00.000Z',
      detail: 'smtp; 550 5.1.1 user unknown',
    });
  });

  test.each(['Transient', 'Undetermined'])(
    'a bounce that may pass (%s) suppresses nothing, however often it comes',
    async (type) => {
      await hearOf(app, ...Array.from({ length: 20 }, () => bounceEvent(ada, { type, subType: 'MailboxFull' })));
      expect(await suppressed()).toBeNull();
    },
  );

  test.each(['Suppressed', 'OnAccountSuppressionList', 'NoEmail'])(
    'an address that SES itself refuses to mail (%s) is suppressed',
    async (subType) => {
      await hearOf(app, bounceEvent(ada, { subType }));
      expect(await reasonOf()).toBe('bounce');
    },
  );

  test('a complaint suppresses the address, with its kind where SES knows it', async () => {
    await hearOf(app, complaintEvent(ada), complaintEvent('bob@buyer.example', { type: null }));
    expect(await suppressed()).toMatchObject({ reason: 'complaint', detail: 'abuse' });
    expect(await suppressed('bob@buyer.example')).toMatchObject({ reason: 'complaint', detail: 'unknown' });
  });

  test('a reader who says that a mail is no spam suppresses nothing', async () => {
    await hearOf(app, complaintEvent(ada, { type: 'not-spam' }));
    expect(await suppressed()).toBeNull();
  });

  test('about a mail that was forwarded and bounced there suppress the address that it was sent to', async () => {
    await hearOf(app, bounceEvent('Ada@Buyer.example', { recipient: 'old@elsewhere.example' }));
    expect(await reasonOf(ada)).toBe('bounce');
    expect(await reasonOf('old@elsewhere.example')).toBeNull();
  });

  test('a mail that SES rejects is counted, and says nothing of the address', async () => {
    await hearOf(app, rejectEvent(ada));
    expect(app.counts).toEqual([{ name: 'MailRejected', value: 1 }]);
    expect(await suppressed()).toBeNull();
  });

  test('the greeting that SES sends to a new destination is no failure', async () => {
    const { Records } = batchOf([{ id: 'message-1', message: '', receiveCount: 1 }]);
    const body = 'Successfully validated SNS topic for Amazon SES event publishing.';
    const handler = mailFeedback(app.deps) as unknown as Handler;
    const answer = (await handler({ Records: Records.map((record) => ({ ...record, body })) }, {})) as SQSBatchResponse;
    expect(answer.batchItemFailures).toEqual([]);
  });

  test.each([
    ['of an unknown type', { ...bounceEvent(ada), eventType: 'Novelty' }],
    ['without a receiver', { ...bounceEvent(ada), mail: { messageId: 'm', destination: [] } }],
    ['without a time', { ...complaintEvent(ada), complaint: { complaintFeedbackType: 'abuse' } }],
  ])(
    'an event %s is tried again and then kept for the operator; the log has nothing of its content',
    async (_, event) => {
      await hearOf(app, event, bounceEvent('bob@buyer.example'));
      expect(app.feedbackQueue.dead).toEqual([event]);
      expect(await reasonOf('bob@buyer.example')).toBe('bounce');
      expect(app.logs.join()).toContain('cannot be read');
      expect(app.logs.join()).not.toContain(ada);
    },
  );

  test('neither the log nor an item of an address that is not suppressed names it', async () => {
    await hearOf(app, bounceEvent(ada));
    const audit = {
      id: 'line-1',
      accountId: 'acc_1',
      at: start.toISOString(),
      action: 'x',
      actor: 'tollgate' as const,
      detail: {},
    };
    await app.deps.suppressions.release(ada, { ...audit, at: '2026-11-25T13:00:00.000Z' });
    expect(JSON.stringify([app.logs, await items()])).not.toContain(ada);
  });

  test('reports that come at one time are all noted', async () => {
    const { suppressions } = app.deps;
    const at = '2026-11-25T12:00:00.000Z';
    const kinds = ['bounce', 'complaint'] as const;
    await Promise.all(kinds.map((kind) => suppressions.report({ address: ada, kind, at, detail: kind })));
    const [item] = (await items()).filter(({ pk }) => pk.startsWith('SUPPRESSION#'));
    expect(item).toMatchObject({ bounce: { at }, complaint: { at } });
  });

  test('a report whose handling is interrupted anywhere is noted once the queue has handed it out again', async () => {
    for (const kind of faultKinds)
      for (const at of [1, 2]) {
        const calls = faultyCalls();
        app = assemble({
          table: faultyTable(memoryTable(), calls),
          stripe: {} as StripeGateway,
          now: () => start,
          calls,
        });
        calls.arm({ at, kind });
        app.feedbackQueue.put(bounceEvent(ada));
        await app.deliverFeedback();
        calls.reset();
        await app.drain();
        expect(await reasonOf(), `${kind} at call ${at}`).toBe('bounce');
        expect(app.feedbackQueue.dead).toEqual([]);
      }
  });
});

describe('a suppressed address', () => {
  test('that bounced is mailed nothing: no link is made, and each mail held back is a line and a count', async () => {
    await signUp(app);
    await hearOf(app, bounceEvent(ada));
    const { mailed } = await asksForLink();
    expect(mailed).toEqual([]);
    expect((await items()).filter(({ pk }) => /^LINK#[^@]/.test(pk))).toEqual([]);
    expect(app.counts).toEqual([{ name: 'MailHeldBack', value: 1 }]);
    expect(app.logs.join('\n')).toMatch(/"mail held back".*"template":"sign_in".*"reason":"bounce"/);
  });

  test('after a complaint still gets the sign-in link that it asks for, and no notice', async () => {
    await signUp(app);
    await hearOf(app, complaintEvent(ada));
    expect((await asksForLink()).mailed).toHaveLength(1);
    const account = await app.deps.accounts.findByEmail(ada);
    app.mailQueue.put(notice(account!.id));
    await app.drain();
    expect(app.mails.at(-1)!.text).toContain('token=');
    expect(app.logs.join('\n')).toMatch(/"mail held back".*"reason":"complaint","notice":"payment_failed:in_1"/);
  });

  test('that has no account gets no more after a complaint: whoever asked, it was not its reader', async () => {
    await hearOf(app, complaintEvent(ada));
    expect((await asksForLink('/v1/signup')).mailed).toEqual([]);
    expect((await asksForLink('/v1/login')).mailed).toEqual([]);
  });

  test('is told that the account is deleted, although its reader complained', async () => {
    await hearOf(app, complaintEvent(ada));
    const of = { id: 'm1', accountId: 'acc_1' };
    app.mailQueue.put({ template: 'account_deleted', email: ada, language: 'en', organization: 'Test Ltd', ...of });
    await app.drain();
    expect(app.mails.map(({ to }) => to)).toEqual([ada]);
  });

  test.each(['/v1/signup', '/v1/login'] as const)('is answered like any other by %s', async (path) => {
    const { reply: usual } = await asksForLink(path, 'bob@buyer.example');
    await hearOf(app, bounceEvent(ada));
    const { reply } = await asksForLink(path);
    expect([reply.status, reply.body]).toEqual([usual.status, usual.body]);
  });

  test('that was released is mailed again, and a notice that was held back waits for whoever bears it again', async () => {
    const { email } = await signUp(app);
    const account = await app.deps.accounts.findByEmail(email);
    await hearOf(app, bounceEvent(ada));
    app.mailQueue.put(notice(account!.id));
    await app.drain();
    const audit = { id: 'line-1', accountId: account!.id, action: 'x', actor: 'tollgate' as const, detail: {} };
    await app.deps.suppressions.release(ada, { ...audit, at: '2026-11-25T13:00:00.000Z' });
    expect((await asksForLink()).mailed).toHaveLength(1);
    app.mailQueue.put(notice(account!.id));
    await app.drain();
    expect(app.mails.at(-1)!.subject).toContain('payment failed');
  });
});
