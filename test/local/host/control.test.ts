import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { Faults, Status } from '../../../local/contract.ts';
import { withControl } from '../../../local/control/control.ts';
import { mailPage } from '../../../local/control/mail-page.ts';
import { createDnsZone } from '../../../local/dns-zone.ts';
import { listen } from '../../../local/host/front.ts';
import { createMailbox } from '../../../local/mailbox.ts';
import { choosePort } from '../../../local/port.ts';
import { pool } from './fixture.ts';

async function world({ settles = true } = {}) {
  const mailbox = createMailbox();
  const zone = createDnsZone();
  const faults: Faults[] = [];
  const advanced: number[] = [];
  const reconcile = pool(`export const handler = async () => ({ checked: 3 });`);
  const retention = pool(`export const handler = async () => { throw new Error('no table'); };`);
  const named = (made: typeof reconcile, name: string) => ({ ...made, spec: { ...made.spec, name } });
  const jobs = [named(reconcile, 'licence-notices'), named(retention, 'status-lists')];
  const functions = [...jobs, named(reconcile, 'mailer')];
  const handle = withControl(
    {
      mailbox,
      dns: zone,
      functions,
      jobs,
      status: async () => ({ now: '2026-11-24T00:00:00.000Z', settled: true }) as Status,
      async advance(seconds) {
        advanced.push(seconds);
        return { now: new Date('2026-11-25T00:00:00Z'), settled: settles };
      },
      setFaults: (given) => void faults.push(given),
    },
    async (_, response) => void response.end('the deployment'),
  );
  const port = await choosePort(0);
  const server = await listen(port, handle);
  onTestFinished(server.close);
  const url = `http://127.0.0.1:${port}`;
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/__local/${path}`, { method: 'POST', body: JSON.stringify(body), headers });
    return { status: response.status, body: await response.json() };
  };
  return { url, port, mailbox, zone, faults, advanced, post };
}

test('the clock answers where it stands once the world is quiet, and 504 where it does not become so', async () => {
  const quiet = await world();
  expect(await quiet.post('clock', { advanceSeconds: 86_400 })).toEqual({
    status: 200,
    body: { now: '2026-11-25T00:00:00.000Z', settled: true },
  });
  expect(quiet.advanced).toEqual([86_400]);
  const restless = await world({ settles: false });
  expect(await restless.post('clock', { advanceSeconds: 1 })).toMatchObject({ status: 504, body: { code: 'timeout' } });
});

test.each([
  ['clock', {}, 'advanceSeconds'],
  ['clock', { advanceSeconds: -1 }, 'advanceSeconds'],
  ['clock', { advanceSeconds: '60' }, 'advanceSeconds'],
  ['clock', { advanceSeconds: 1, days: 2 }, 'days'],
  ['clock', [], 'body'],
  ['stripe/faults', { drop: 2 }, 'drop'],
  ['stripe/faults', { lose: 1 }, 'lose'],
])('POST %s with %o is refused, naming %s, and changes nothing', async (path, body, field) => {
  const { post, advanced, faults } = await world();
  const answer = await post(path, body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ field }] } });
  expect([advanced, faults]).toEqual([[], []]);
});

test('faults replace the ones before', async () => {
  const { post, faults } = await world();
  await post('stripe/faults', { duplicate: 0.2, shuffle: true, delayMs: 5, seed: 7 });
  await post('stripe/faults', {});
  expect(faults).toEqual([{ duplicate: 0.2, shuffle: true, delayMs: 5, seed: 7 }, {}]);
});

test('whatever a schedule runs answers its report, one that fails says so, and another name lists those that there are', async () => {
  const { post } = await world();
  expect(await post('jobs/licence-notices', {})).toEqual({ status: 200, body: { checked: 3 } });
  expect(await post('jobs/status-lists', {})).toMatchObject({
    status: 502,
    body: { detail: 'status-lists failed: Error: no table.' },
  });
  expect(await post('jobs/mailer', {})).toMatchObject({
    status: 404,
    body: { detail: 'There is no job mailer; this deployment has: licence-notices, status-lists.' },
  });
});

test('pages of other sites, and other names for this machine, reach nothing', async () => {
  const { post, port, advanced } = await world();
  const foreign = await post('clock', { advanceSeconds: 1 }, { origin: 'https://example.com' });
  expect(foreign.status).toBe(403);
  const rebound = await new Promise<number | undefined>((resolve) => {
    request({ port, path: '/__local/mail', headers: { host: 'rebound.example.com' } }, (response) =>
      resolve(response.resume().statusCode),
    ).end();
  });
  expect(rebound).toBe(403);
  expect(advanced).toEqual([]);
});

test('everything else is the deployment', async () => {
  const { url } = await world();
  expect(await (await fetch(`${url}/v1/catalog`)).text()).toBe('the deployment');
  expect((await fetch(`${url}/__local/nothing`)).status).toBe(404);
});

test('the mail page has working links and shows markup as text', () => {
  const page = mailPage([
    {
      to: '<b>@example.com',
      subject: '<script>1</script>',
      text: 'x',
      html: '"><script>2</script>',
      links: ['http://localhost/sign-in?token=1&x=2'],
    },
  ]);
  expect(page).toContain('<a href="http://localhost/sign-in?token=1&amp;x=2">');
  expect(page).not.toContain('<script');
  expect(page).toMatch(/<iframe[^>]* sandbox="(?![^"]*allow-scripts)/);
});

test('the preview shows every mail in both languages, as HTML that runs nothing and as text', async () => {
  const { url } = await world();
  const response = await fetch(`${url}/__local/mail-preview.html`);
  const page = await response.text();
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  for (const title of ['sign_in', 'badge_decided: approve', 'payment_failed', 'access_ended', 'account_deleted'])
    expect(page).toContain(`>${title}</h2>`);
  for (const subject of [
    'Example Ltd has been deleted',
    'Auto top-up for Pay-per-use failed',
    'نفدت حصتك في \u2068Basic\u2069',
  ])
    expect(page).toContain(`>${subject}</h3>`);
  const count = (pattern: RegExp) => page.match(pattern)?.length ?? 0;
  expect(count(/<pre /g)).toBe(2 * count(/<h2 /g));
  expect(count(/<iframe[^>]* sandbox="(?![^"]*allow-scripts)/g)).toBe(2 * count(/<h2 /g));
});

test('records of names are set and taken away, for the functions to find', async () => {
  const { zone, post } = await world();
  const set = await post('dns', { name: '_tollgate-challenge.acme.example', records: ['a', 'b'] });
  expect(set).toEqual({ status: 200, body: { '_tollgate-challenge.acme.example': { records: ['a', 'b'] } } });
  expect(zone.list()).toEqual(set.body);
  expect((await post('dns', { name: '_tollgate-challenge.acme.example' })).body).toEqual({});
  expect(await post('dns', { name: 'acme.example', fails: 'often' })).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'fails' }] },
  });
});
