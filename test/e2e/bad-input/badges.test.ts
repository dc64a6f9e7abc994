import { beforeAll, describe, test } from 'vitest';
import { call, freshEmail, type Person, signUp } from '../../support/client.ts';
import { expectProblem } from './expect-problem.ts';

let buyer: Person;

beforeAll(async () => {
  buyer = await signUp(freshEmail('bad-input'));
});

describe('badges', () => {
  test.each([
    '<script>alert(1)</script>',
    'Ünïcode',
    'UPPER',
    'with space',
    '',
    'x'.repeat(31),
    '@a',
    'a/b',
    'admin.json',
  ])('the handle %j is refused', async (handle) => {
    const reply = await buyer.send('POST', '/v1/badges', {
      kind: 'person',
      handle,
      displayName: 'A',
      url: 'https://a.example',
    });
    expectProblem(reply, 400, 'invalid_request', 'handle');
  });
  test('a site that is no web address is refused', async () => {
    const reply = await buyer.send('POST', '/v1/badges', {
      kind: 'person',
      handle: 'fine',
      displayName: 'A',
      url: 'javascript:alert(1)',
    });
    expectProblem(reply, 400, 'invalid_request', 'url');
  });
  test('a badge that nobody has is 404, also for markup in its address', async () => {
    for (const path of ['/badges/nobody', '/badges/nobody.svg', '/badges/%3Cscript%3E', '/badges/nobody.json'])
      expectProblem(await call(path), 404, 'not_found');
  });
});
