/** The check that every request of these tests passes (`withLines`): it finds a change without its line, with another's, or with two. */
import { expect, test } from 'vitest';
import { type AuditEntry, auditLine } from '../../shared/storage/accounts/audit.ts';
import { apiKeysPartition, throttleKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Write } from '../../shared/storage/table/table.ts';
import { start } from '../support/app-stripe.ts';
import { notingLines, withLines } from '../support/lines-of-request.ts';

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
