/**
 * The checks that every request and every run of a function passes (`withLines`, `withLinesOfWork`). They find a change without its line, with
 * another's, or with two. They also find an email to a line's owner that is missing or not declared.
 */
import { expect, test } from 'vitest';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import { type AuditEntry, auditLine } from '../../shared/storage/accounts/audit.ts';
import { apiKeysPartition, throttleKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Item, Table, Write } from '../../shared/storage/table/table.ts';
import { leavingOnly } from '../../shared/storage/trail/declared-lines.ts';
import { start } from '../support/app-stripe.ts';
import { noteMail, noteQueued, notingLines, withLines, withLinesOfWork } from '../support/lines-of-request.ts';

const result: Write = { put: { pk: apiKeysPartition('acc_1'), sk: 'KEY#1' } };
const counted: Write = { put: throttleKey('reads', 'acc_1', '1') };
let lines = 0;
const line = (action: string, actor: AuditEntry['actor'] = { kind: 'person', id: 'p', name: 'ada@buyer.example' }) =>
  auditLine({ id: `${++lines}`, accountId: 'acc_1', at: start.toISOString(), action, actor, detail: {} });

const request = (method: string, path: string, writes: readonly Write[], status = 201) => {
  const table = notingLines(memoryTable());
  return withLines({ method, path }, async () => {
    if (writes.length > 0) await table.transact(writes);
    return { status };
  });
};

test.each([
  ['a change with its line', 'POST', '/v1/keys', [result, line('key.created')], 201],
  ['a refusal that changes nothing', 'POST', '/v1/keys', [counted], 409],
  [
    'the line of a sync beside its own',
    'PUT',
    '/v1/spend-cap',
    [result, line('spend_cap.set'), line('access.changed', 'stripe')],
    200,
  ],
  ['a read', 'GET', '/v1/keys', [counted], 200],
])('%s passes', async (_, method, path, writes, status) => {
  await expect(request(method, path, writes, status)).resolves.toEqual({ status });
});

test.each([
  ['a change without a line', 'POST', '/v1/keys', [result], 'left no line'],
  ['a change with two', 'POST', '/v1/keys', [result, line('key.created'), line('key.created')], 'left 2 lines'],
  ['a change with the line of another', 'POST', '/v1/keys', [result, line('key.revoked')], 'left key.revoked'],
  ['a read that leaves one', 'GET', '/v1/keys', [line('key.created')], 'declares no line'],
])(
  'a line that is missing, doubled, unasked for or another’s is found: %s',
  async (_, method, path, writes, problem) => {
    await expect(request(method, path, writes)).rejects.toThrow(problem);
  },
);

const suspended: MailMessage = {
  ...{ template: 'account_suspension', id: 'mail_1', accountId: 'acc_1', noticeId: 'n', email: 'ada@buyer.example' },
  ...{ language: 'en', state: 'suspended', reason: 'fraud' },
};
const operator = { kind: 'operator', id: 'o', name: 'op@shop.example' } as const;
const ofOther = { ...suspended, accountId: 'acc_2' };

/** A request that writes a line and then mails, or queues to another function. */
const mailing = (route: string, written: Write, mails: readonly MailMessage[], queued: readonly string[] = []) => {
  const [method = '', path = ''] = route.split(' ');
  const table = notingLines(memoryTable());
  return withLines({ method, path }, async () => {
    await table.transact([written]);
    for (const mail of mails) noteMail(mail);
    for (const name of queued) noteQueued(name);
    return { status: 202 };
  });
};

test('an email that is declared passes, and one that another function sends passes where that function is told', async () => {
  const suspension = line('account.suspended', operator);
  await mailing('POST /v1/admin/accounts/acc_1/suspend', suspension, [suspended]);
  await mailing('DELETE /v1/account', line('account.leaving'), [], ['leaving']);
});

test.each([
  ['POST /v1/admin/accounts/acc_1/suspend', line('account.suspended', operator), [], 'mailed nobody'],
  ['POST /v1/admin/accounts/acc_1/suspend', line('account.suspended', operator), [ofOther], 'mailed nobody'],
  ['POST /v1/keys', line('key.created'), [suspended], 'mailed its owner, which it does not declare'],
  ['DELETE /v1/account', line('account.leaving'), [], 'queued nothing to leaving'],
])('an email that is missing, another’s or not declared is found: %s', async (route, written, mails, problem) => {
  await expect(mailing(route, written, mails)).rejects.toThrow(problem);
});

/** A run of a function that is not behind a route. `isDone`: no message of its batch failed. */
const work = (name: string, writes: readonly Write[], { mails = [] as MailMessage[], isDone = true } = {}) => {
  const table = notingLines(memoryTable());
  return withLinesOfWork(
    name,
    async () => {
      await table.transact(writes);
      for (const mail of mails) noteMail(mail);
    },
    () => isDone,
  );
};

test('a run leaves the lines that its function declares, and mails with those that are mailed', async () => {
  const deleted = [line('key.revoked', 'tollgate'), line('account.deleted', 'tollgate')];
  await work('leaving', deleted, { mails: [suspended] });
  await work('leaving', deleted, { isDone: false });
});

test.each([
  ['usage-merge', [line('access.changed', 'stripe')], [], 'left access.changed, which it does not declare'],
  ['leaving', [line('account.deleted', 'tollgate')], [], 'mailed nobody'],
  ['leaving', [line('key.revoked', 'tollgate')], [suspended], 'mailed its owner, which it does not declare'],
])(
  'a run of %s with a line that is not declared, or with another email, is found',
  async (name, writes, mails, problem) => {
    await expect(work(name, writes, { mails })).rejects.toThrow(problem);
  },
);

test.each([
  ['put', (table: Table) => table.put((line('key.revoked') as { put: Item }).put)],
  ['a transaction', (table: Table) => table.transact([result, line('key.revoked')])],
])('in production too a line that is not declared is refused, and the change with it: by %s', async (_, write) => {
  const [table, refusals] = [memoryTable(), [] as string[]];
  const only = leavingOnly(table, new Set(['key.created']), (sentence) => void refusals.push(sentence));
  await expect(async () => write(only)).rejects.toThrow('does not declare that it leaves key.revoked');
  expect(refusals).toHaveLength(1);
  expect((await table.get({ pk: apiKeysPartition('acc_1'), sk: 'KEY#1' })).item).toBeUndefined();
  await only.transact([result, line('key.created')]);
  expect((await table.get({ pk: apiKeysPartition('acc_1'), sk: 'KEY#1' })).item).toBeDefined();
});
