import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type CallOptions, type OutgoingCall, outgoingCaller } from '../../shared/http/call-out.ts';
import { bytesServer, operatorsApi } from '../functions/gateway/upstream-server.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => void (await Promise.all(servers.splice(0).map((server) => server.close()))));
async function closing<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  servers.push(server);
  return server;
}

const loopback: CallOptions = { maxBytes: 1_000, mayConnect: (address) => address === '127.0.0.1' };
const call = (base: string, more: Partial<OutgoingCall> = {}): OutgoingCall => ({
  base: new URL(base),
  method: 'GET',
  path: '/a?b=c',
  headers: { accept: 'text/plain' },
  timeoutMs: 5_000,
  ...more,
});

describe('a call to an address of somebody else’s', () => {
  it('sends what it is given, with the name as host and the length counted anew, and reads all of the answer', async () => {
    const api = await closing(operatorsApi());
    api.says({ status: 201, headers: { 'x-cost': '3' }, body: 'made' });
    const headers = { 'content-type': 'text/plain' };
    const outcome = await outgoingCaller(loopback)(call(api.url, { method: 'POST', headers, body: Buffer.from('né') }));
    expect(outcome).toMatchObject({ ok: true, reply: { status: 201, headers: { 'x-cost': '3' } } });
    expect(outcome.ok && outcome.reply.body.toString()).toBe('made');
    expect(api.seen).toEqual([
      {
        method: 'POST',
        url: '/a?b=c',
        body: 'né',
        headers: { ...headers, host: `127.0.0.1:${api.port}`, 'content-length': '3', connection: 'close' },
      },
    ]);
  });

  it.each([
    'http://127.0.0.1:1',
    'http://[::1]:1',
    'http://[::ffff:127.0.0.1]:1',
    'http://169.254.169.254',
    'http://2130706433',
    'http://0x7f.1',
    'http://0177.0.0.1',
    'https://10.0.0.1',
    'http://[fd00:ec2::254]',
  ])('to the address %s is not made', async (url) => {
    expect(await outgoingCaller({ maxBytes: 1_000 })(call(url))).toMatchObject({ ok: false, failure: 'not_public' });
  });

  it('to a name that leads to this machine is not made', async () => {
    const api = await closing(operatorsApi());
    const outcome = await outgoingCaller({ maxBytes: 1_000 })(
      // A machine whose resolver asks its servers for the other kind of address takes some seconds.
      call(`http://localhost:${api.port}`, { timeoutMs: 40_000 }),
    );
    expect(outcome).toMatchObject({ ok: false, failure: 'not_public' });
    expect(api.seen).toEqual([]);
  });

  it('to a name with one public and one private address is not made', async () => {
    const resolve = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    const outcome = await outgoingCaller({ maxBytes: 1_000, resolve })(call('https://two.example'));
    expect(outcome).toMatchObject({ ok: false, failure: 'not_public' });
  });

  it('to a name without address is not made', async () => {
    const outcome = await outgoingCaller({ maxBytes: 1_000, resolve: async () => [] })(call('https://none.example'));
    expect(outcome).toMatchObject({ ok: false, failure: 'unreachable' });
  });

  it('connects to the address that was checked, though the name leads elsewhere a moment later', async () => {
    const right = await closing(operatorsApi('127.0.0.2'));
    const answers = ['127.0.0.2', '127.0.0.1'];
    const resolve = async () => [{ address: answers.shift() ?? '127.0.0.1', family: 4 }];
    const once = outgoingCaller({ maxBytes: 1_000, resolve, mayConnect: (address) => address === '127.0.0.2' });
    expect(await once(call(`http://api.example:${right.port}`))).toMatchObject({ ok: true });
    expect(right.seen[0]?.headers.host).toBe(`api.example:${right.port}`);
    expect(answers).toEqual(['127.0.0.1']);
    expect(await once(call(`http://api.example:${right.port}`))).toMatchObject({ ok: false, failure: 'not_public' });
    expect(right.seen).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    const elsewhere = await closing(operatorsApi());
    const api = await closing(operatorsApi());
    api.says({ status: 302, headers: { location: `${elsewhere.url}/secret` } });
    expect(await outgoingCaller(loopback)(call(api.url))).toMatchObject({ ok: true, reply: { status: 302 } });
    expect(elsewhere.seen).toEqual([]);
  });

  it('that is answered with more than it may hold breaks off', async () => {
    const api = await closing(operatorsApi());
    api.says({ body: 'x'.repeat(1_001) });
    expect(await outgoingCaller(loopback)(call(api.url))).toMatchObject({ ok: false, failure: 'too_large' });
    api.says({ body: 'x'.repeat(1_000) });
    expect(await outgoingCaller(loopback)(call(api.url))).toMatchObject({ ok: true });
  });

  it('reads compressed bytes as they come', async () => {
    const api = await closing(operatorsApi());
    const body = gzipSync('x'.repeat(9_000));
    api.says({ headers: { 'content-encoding': 'gzip' }, body });
    const outcome = await outgoingCaller(loopback)(call(api.url));
    expect(outcome.ok && outcome.reply.body.equals(body)).toBe(true);
  });

  const head = 'HTTP/1.1 200 OK\r\n';
  it.each([
    ['nothing', ''],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['HTTP/0.9', '<html>hello</html>'],
    ['less than its content-length', `${head}content-length: 10\r\n\r\nfour`],
    ['two lengths', `${head}content-length: 4\r\ncontent-length: 5\r\n\r\nfour`],
    ['a length and chunks', `${head}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n\r\n`],
    ['a length below zero', `${head}content-length: -4\r\n\r\nfour`],
    ['chunks without an end', `${head}transfer-encoding: chunked\r\n\r\n4\r\nfour\r\n`],
    ['a chunk that is shorter than it says', `${head}transfer-encoding: chunked\r\n\r\nff\r\nfour\r\n0\r\n\r\n`],
    ['a chunk whose size is no number', `${head}transfer-encoding: chunked\r\n\r\nzz\r\nfour\r\n0\r\n\r\n`],
    ['a header folded over two lines', `${head}x-a: b\r\n c\r\ncontent-length: 0\r\n\r\n`],
    ['a header without a name', `${head}: b\r\ncontent-length: 0\r\n\r\n`],
    ['headers larger than 16 KB', `${head}x-a: ${'b'.repeat(17_000)}\r\ncontent-length: 0\r\n\r\n`],
    ['a change of protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'],
  ])('that is answered with %s is broken', async (_, bytes) => {
    const server = await closing(bytesServer(bytes));
    expect(await outgoingCaller(loopback)(call(server.url))).toMatchObject({ ok: false, failure: 'broken' });
  });

  it('takes what an upstream sends beyond its answer for nobody’s, the next call’s least of all', async () => {
    const poisoned = `${head}content-length: 4\r\n\r\nfour${head}content-length: 5\r\n\r\nother`;
    const server = await closing(bytesServer(poisoned, false));
    const caller = outgoingCaller(loopback);
    for (const _ of [1, 2]) {
      const outcome = await caller(call(server.url));
      expect(outcome.ok ? outcome.reply.body.toString() : outcome.failure).toMatch(/^(four|broken)$/);
    }
    expect(server.connections()).toBe(2);
  });

  it.each([
    ['at all', ''],
    ['to its end', `${head}content-length: 10\r\n\r\nfour`],
    ['after its first line', head],
  ])('that is not answered in time %s is given up', async (_, bytes) => {
    const server = await closing(bytesServer(bytes, false));
    expect(await outgoingCaller(loopback)(call(server.url, { timeoutMs: 40 }))).toMatchObject({
      ok: false,
      failure: 'timed_out',
    });
  });

  it('that is not resolved in time is given up', async () => {
    const never = outgoingCaller({ ...loopback, resolve: () => new Promise(() => {}) });
    expect(await never(call('http://slow.example', { timeoutMs: 20 }))).toMatchObject({
      ok: false,
      failure: 'timed_out',
    });
  });

  it('to a port where nobody listens cannot be made', async () => {
    const api = await operatorsApi();
    await api.close();
    expect(await outgoingCaller(loopback)(call(api.url))).toMatchObject({ ok: false, failure: 'unreachable' });
  });

  it('never speaks TLS to somebody who cannot prove its name', async () => {
    const api = await closing(operatorsApi());
    const outcome = await outgoingCaller(loopback)(call(api.url.replace('http:', 'https:')));
    expect(outcome.ok).toBe(false);
    expect(api.seen).toEqual([]);
  });
});
