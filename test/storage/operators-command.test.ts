/** `npm run operators` against a stage's table: the code that it shows, and nothing else, registers an operator's passkey. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { beforeAll, expect, inject, test } from 'vitest';
import { operatorCodeDigest } from '../../shared/domain/accounts/operator-code.ts';
import {
  type OperatorInvitations,
  operatorInvitationsOver,
} from '../../shared/storage/accounts/operator-invitations.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { createTable } from '../support/table-schema.ts';
import { localClient } from '../support/tables.ts';

const email = 'operator@example.com';
const tableName = `test-${randomUUID()}`;
let invitations: OperatorInvitations;

beforeAll(async () => {
  const client = localClient(inject('dynamoDbEndpoint'));
  await createTable(client, tableName);
  invitations = operatorInvitationsOver(dynamoTable({ client, tableName }));
});

async function run(...args: readonly string[]) {
  const env = {
    PATH: process.env.PATH,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDbEndpoint'),
  };
  const command = promisify(execFile)(process.execPath, ['cli/operators.ts', ...args], { env });
  return command.catch((error: { stdout: string; stderr: string }) => error);
}

const codeIn = (text: string) => /^ {2}(\S{5}(?:-\S{5}){4})$/m.exec(text)?.[1] ?? '';
const isGood = (code: string) => invitations.isGood({ email, digest: operatorCodeDigest(code, email) }, new Date());

test('the code that is shown is good, until a newer one is', async () => {
  const first = codeIn((await run('invite', email, '--stage', 'dev', '--table', tableName)).stdout);
  expect(await isGood(first)).toBe(true);
  const second = codeIn((await run('invite', 'Operator@Example.com', '--stage', 'dev', '--table', tableName)).stdout);
  expect(second).not.toBe(first);
  expect([await isGood(first), await isGood(second)]).toEqual([false, true]);
}, 60_000);

const deployed = ['--stage', 'dev', '--table', tableName];

test('roles are listed, and given in the same words as before', async () => {
  const { stdout } = await run('list', ...deployed);
  expect(stdout).toBe(`${email}  owner\n`);
  const given = await run('role', email, 'owner', '--reason', 'said again', ...deployed);
  expect(given.stdout).toBe(`${email}: owner → owner, from the next request on.\n`);
  expect((await run('list', ...deployed)).stdout).toMatch(/owner {2}\(by command line, .*; configured: owner\)/);
}, 60_000);

test.each<[string, string[], RegExp]>([
  ['of nobody in the configuration', ['invite', 'eve@evil.example', '--stage', 'dev', '--table', 'x'], /no operator/],
  ['without a table', ['invite', email, '--stage', 'dev'], /give --table too/],
  ['that is none', ['promote', email], /^operators: Usage/],
  ['that takes a role without a reason', ['remove', email], /Give --reason/],
  ['with a role that is none', ['role', email, 'admin', '--reason', 'x'], /"admin" is no role; the roles are owner,/],
  ['that leaves no owner', ['remove', email, '--reason', 'x', ...deployed], /Nobody would be an owner any more/],
])(
  'a command %s ends with one sentence, and shows no code',
  async (_, args, sentence) => {
    const { stdout, stderr } = await run(...args);
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
  },
  60_000,
);
