import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startWorld, type World } from '../../local/world.ts';

/** A separate world, because this test ends the world's processes. */
let world: World;
beforeAll(async () => {
  world = await startWorld({ port: 0, quiet: true, logFile: '.local/killed-functions.log' });
}, 600_000);
afterAll(() => world.stop());

async function send(method: string, path: string, { body, cookie = '' }: { body?: object; cookie?: string } = {}) {
  const headers = { 'content-type': 'application/json', 'x-csrf': '1', cookie };
  const response = await fetch(world.url + path, {
    method,
    headers,
    body: body && JSON.stringify(body),
    redirect: 'manual',
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null, headers: response.headers };
}

async function signUp(email: string): Promise<string> {
  await send('POST', '/v1/signup', { body: { email, organization: 'Killed Ltd' } });
  await world.settle();
  const link = world.mail().find(({ to }) => to === email)?.links[0] ?? '';
  const reply = await send('POST', '/v1/session', { body: { token: new URL(link).searchParams.get('token') } });
  return reply.headers.getSetCookie()[0]!.split(';')[0]!;
}

/** Sends a request, and ends every process of a function `delayMs` after it began. Resolves once they are gone: none of them gets the next request. */
async function killedDuring<T>(functionName: string, delayMs: number, request: () => Promise<T>): Promise<T> {
  const answer = request();
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  const pids = world.processes().filter((each) => each.functionName.includes(functionName));
  for (const { pid } of pids) process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => {
    const left = world.processes().map(({ pid }) => pid);
    expect(pids.filter(({ pid }) => left.includes(pid))).toEqual([]);
  }, 10_000);
  return answer;
}

test('a function killed anywhere in a checkout leaves nothing half-done: the retry ends in one customer and one session', async () => {
  const cookie = await signUp('killed@buyer.example');
  const statuses: number[] = [];
  const handedOut: string[] = [];
  const isHit = () => statuses.some((status) => status >= 500);
  // On a slow machine a request reaches its function late.
  for (let delayMs = 0; delayMs < 60 || (!isHit() && delayMs < 1_200); delayMs += 6) {
    const reply = await killedDuring('billing', delayMs, () =>
      send('POST', '/v1/checkout', { cookie, body: { price: 'basic_monthly' } }),
    );
    statuses.push(reply.status);
    if (reply.status === 201) handedOut.push(reply.body.url);
    // API Gateway answers for a function that is gone, without a problem document.
    if (reply.status >= 500) expect(reply.body.message ?? reply.body.detail).toEqual(expect.any(String));
  }
  expect(isHit(), `statuses: ${statuses}`).toBe(true);
  const retried = await send('POST', '/v1/checkout', { cookie, body: { price: 'basic_monthly' } });
  expect(retried.status).toBe(201);
  handedOut.push(retried.body.url);

  const { stripe } = await world.status();
  const ask = async (path: string) =>
    (await (
      await fetch(stripe.apiBase + path, { headers: { authorization: `Bearer ${stripe.secretKey}` } })
    ).json()) as { data: { id: string; status: string; url: string }[] };
  const customers = await ask('/v1/customers?email=killed%40buyer.example');
  expect(customers.data).toHaveLength(1);
  const sessions = await ask(`/v1/checkout/sessions?customer=${customers.data[0]!.id}&limit=100`);
  // A session that was created but never stored was returned to nobody; it stays open until it expires.
  const open = sessions.data.filter(({ status, url }) => status === 'open' && handedOut.includes(url));
  expect(open.map(({ url }) => url)).toEqual([retried.body.url]);
});

test('stopping the world ends every process that it started', async () => {
  const { processes } = world;
  const pids = processes().map(({ pid }) => pid);
  expect(pids.length).toBeGreaterThan(0);
  await world.stop();
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
