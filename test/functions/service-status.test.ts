import { expect, test } from 'vitest';
import { timedRequest } from '../../functions/service-status/timed-request.ts';

const answering = (status: number) => async () => new Response(null, { status });
const address = 'https://data.example/v1/sample/posts?limit=1';

test.each([200, 404, 429])('a visitor who is answered %i has been answered', async (status) => {
  const took = await timedRequest(address, answering(status));
  expect(took).toBeGreaterThanOrEqual(0);
});

test.each([500, 502, 503, 504])('an answer of %i is a failure, whoever gave it', async (status) => {
  expect(await timedRequest(address, answering(status))).toBe(null);
});

test('no answer is a failure, and the look at the service goes on', async () => {
  const failing = async () => {
    throw new TypeError('fetch failed');
  };
  expect(await timedRequest(address, failing)).toBe(null);
});
