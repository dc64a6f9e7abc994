/** The notes that workers leave for the service status, each by the work itself. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Mail } from '../../functions/mailer/mail.ts';
import { notingOutcome } from '../../functions/mailer/note-outcome.ts';
import type { WebhookSenderDeps } from '../../functions/webhook-sender/deps.ts';
import { runDue } from '../../functions/webhook-sender/run-due.ts';
import { functions } from '../../infra/functions.ts';
import { noPulses } from '../../shared/domain/status/pulse.ts';
import type { Delivery } from '../../shared/domain/webhooks/delivery.ts';
import { logOf } from '../../shared/log.ts';
import { pulsesOver } from '../../shared/storage/pulses.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { grantedTable } from '../support/granted-table.ts';

let time = new Date('2026-12-01T00:00:00.000Z');
const now = () => time;
const later = (seconds: number) => {
  time = new Date(time.getTime() + seconds * 1_000);
};
let table: ReturnType<typeof memoryTable>;
let app: App;
beforeEach(() => {
  time = new Date('2026-12-01T00:00:00.000Z');
  table = memoryTable({ now });
  app = assemble({ table, now, stripe: {} as StripeGateway });
});
/** The table with what a function may do of it. */
const grantedTo = (name: string) =>
  grantedTable(table, name, functions[name]?.table ?? {}, (sentence) => expect.fail(sentence));
const read = () => pulsesOver(grantedTo('service-status')).read();

describe('work of each minute', () => {
  test('nothing is noted before anything ran', async () => {
    expect(await read()).toEqual(noPulses);
  });

  test('a run with nothing to do says when it ran, and that nothing waited', async () => {
    await app.sendDue();
    await app.tryWaiting();
    const beat = { at: '2026-12-01T00:00:00.000Z', oldestAt: null };
    expect(await read()).toMatchObject({ webhooks: beat, billing: beat });
  });

  test('a run says since when the delivery waited that waited longest', async () => {
    const due = ['2026-11-30T23:00:00.000Z', '2026-11-30T23:30:00.000Z'].map(
      (dueAt) => ({ dueAt, attempts: 0 }) as Delivery,
    );
    const webhooks = { find: async () => ({ disabledAt: null }) };
    const deliveries = { due: async () => due, claim: async () => false };
    await runDue(
      { ...app.deps, webhooks, deliveries, pulses: pulsesOver(table), now } as unknown as WebhookSenderDeps,
      () => true,
    );
    expect((await read()).webhooks).toEqual({ at: '2026-12-01T00:00:00.000Z', oldestAt: '2026-11-30T23:00:00.000Z' });
  });
});

describe('mail', () => {
  const mail = { to: 'ada@buyer.example' } as Mail;
  const errors: string[] = [];
  const log = logOf('mailer', (line) => errors.push(line));
  let answer: () => Promise<void>;
  const sending = (pulses = pulsesOver(grantedTo('mailer'))) => notingOutcome(() => answer(), { pulses, now, log });
  const failing = (name: string) => async () => {
    throw Object.assign(new Error(name), { name });
  };
  beforeEach(() => {
    answer = async () => {};
    errors.length = 0;
  });

  test('each change of the outcome is noted, and the same outcome once a minute', async () => {
    const send = sending();
    await send(mail);
    later(30);
    await send(mail);
    expect((await read()).mail).toEqual({ sentAt: '2026-12-01T00:00:00.000Z', refusedAt: null });
    answer = failing('DayQuotaSpent');
    await expect(send(mail)).rejects.toThrow('DayQuotaSpent');
    expect((await read()).mail.refusedAt).toBe('2026-12-01T00:00:30.000Z');
    answer = async () => {};
    await send(mail);
    expect((await read()).mail.sentAt).toBe('2026-12-01T00:00:30.000Z');
    later(60);
    await send(mail);
    expect((await read()).mail.sentAt).toBe('2026-12-01T00:01:30.000Z');
  });

  test.each(['MessageRejected', 'BadRequestException'])(
    '%s is about one mail, and says nothing of the service',
    async (name) => {
      answer = failing(name);
      await expect(sending()(mail)).rejects.toThrow(name);
      expect(await read()).toEqual(noPulses);
    },
  );

  test('a mail whose note cannot be written counts as sent all the same', async () => {
    const broken = { ...pulsesOver(table), mailed: failing('StorageUnavailable') };
    await expect(sending(broken)(mail)).resolves.toBeUndefined();
    expect(errors.join()).toContain('outcome of mail not noted');
  });
});
