/**
 * The promises of every resolver of TXT records, kept by the one over node's and by the one that tests use.
 * The real one is also shown answers that lie, stall or swell.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import dnsPacket, { type Packet } from 'dns-packet';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DnsServer, startDnsServer } from '../../local/dns-server.ts';
import { nodeTxtResolver } from '../../shared/dns/node-resolver.ts';
import { longestRecord, maxRecords, type TxtFailure, type TxtResolver } from '../../shared/dns/txt-resolver.ts';
import { keptTxtRecords } from '../support/kept-records.ts';

const patient = { timeoutMs: 60_000 };
const name = '_tollgate-challenge.acme.example';

type Subject = {
  readonly resolver: TxtResolver;
  set(records: readonly string[] | null): void;
  fail(failure: Exclude<TxtFailure, 'not_found'>): void;
};

let server: DnsServer;
beforeAll(async () => {
  server = await startDnsServer();
});
afterAll(() => server.stop());

const subjects: Record<string, () => Subject> = {
  'over node’s': () => {
    /** Short where nothing will come, long where something will, however busy the machine is. */
    let tryMs = 5_000;
    return {
      resolver: {
        resolve: (...asked) => nodeTxtResolver({ servers: [server.address], tryMs, tries: 2 }).resolve(...asked),
      },
      set: (records) => {
        tryMs = 5_000;
        server.zone.set(name, records && { records });
      },
      fail: (failure) => {
        const fails = ({ timed_out: 'silent', refused: 'refused', failed: 'servfail' } as const)[failure];
        if (failure === 'timed_out') tryMs = 60;
        server.zone.set(name, { fails });
      },
    };
  },
  'of tests': () => {
    const resolver = keptTxtRecords();
    return {
      resolver,
      set: (records) => resolver.set(name, records?.map((text) => text.match(/.{1,255}/g) ?? ['']) ?? null),
      fail: (failure) => resolver.fail(name, failure),
    };
  },
};

describe.each(Object.keys(subjects))('a resolver %s', (which) => {
  let subject: Subject;
  beforeAll(() => {
    subject = subjects[which]!();
  });
  afterEach(() => subject.set(null));
  const ask = (asked = name) => subject.resolver.resolve(asked, patient);

  test('answers the records of a name, whatever the case that it is written in', async () => {
    subject.set(['tollgate-verification=abc', 'v=spf1 -all']);
    const answer = await ask();
    expect('records' in answer && [...answer.records].sort()).toEqual(['tollgate-verification=abc', 'v=spf1 -all']);
    expect(await ask(name.toUpperCase())).toEqual(answer);
  });

  test('joins the strings of one record', async () => {
    subject.set([`${'a'.repeat(255)}${'b'.repeat(255)}c`]);
    expect(await ask()).toEqual({ records: [`${'a'.repeat(255)}${'b'.repeat(255)}c`] });
  });

  test('says not_found of a name that does not exist', async () => {
    expect(await ask()).toEqual({ failure: 'not_found' });
  });

  test.each(['timed_out', 'refused', 'failed'] as const)('says %s where that is so', async (failure) => {
    subject.fail(failure);
    expect(await ask()).toEqual({ failure });
  });

  test('looks at so many records, and leaves out what is longer than any of ours', async () => {
    subject.set([...Array.from({ length: 150 }, (_, i) => `record ${i}`)]);
    const answer = await ask();
    expect('records' in answer && answer.records).toHaveLength(maxRecords);
    subject.set(['x'.repeat(longestRecord + 1), 'short']);
    expect(await ask()).toEqual({ records: ['short'] });
  });
});

describe('the real one', () => {
  let lies: Socket | undefined;
  afterEach(() => lies?.close());

  /** A server that answers a question with whatever bytes `reply` makes of it. */
  async function lying(reply: (question: Packet & { id: number }) => Buffer): Promise<TxtResolver> {
    const socket = createSocket('udp4');
    lies = socket;
    socket.on('message', (bytes, { port, address }) => {
      socket.send(reply(dnsPacket.decode(bytes) as Packet & { id: number }), port, address);
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return nodeTxtResolver({ servers: [`127.0.0.1:${socket.address().port}`], tryMs: 60, tries: 1 });
  }
  const txt = (of: string) => [{ type: 'TXT' as const, name: of, data: ['tollgate-verification=abc'] }];

  test('gives up in time, however many tries there are', async () => {
    server.zone.set(name, { fails: 'silent' });
    const began = performance.now();
    const resolver = nodeTxtResolver({ servers: [server.address], tryMs: 5_000, tries: 4 });
    expect(await resolver.resolve(name, { timeoutMs: 100 })).toEqual({ failure: 'timed_out' });
    expect(performance.now() - began).toBeLessThan(5_000);
    server.zone.set(name, null);
  });

  test('asks the next server where one does not answer', async () => {
    server.zone.set(name, { records: ['here'] });
    const resolver = nodeTxtResolver({ servers: ['127.0.0.1:9', server.address], tryMs: 5_000, tries: 2 });
    expect(await resolver.resolve(name, patient)).toEqual({ records: ['here'] });
    server.zone.set(name, null);
  });

  test.each<[string, (question: Packet & { id: number }) => Buffer]>([
    [
      'another message’s number',
      ({ id, questions }) =>
        dnsPacket.encode({ type: 'response', id: (id + 1) % 65_536, questions, answers: txt(name) }),
    ],
    [
      'another question',
      ({ id }) =>
        dnsPacket.encode({
          ...{ type: 'response', id },
          questions: [{ type: 'TXT', name: 'evil.example' }],
          answers: txt('evil.example'),
        }),
    ],
    ['bytes that are no message', () => Buffer.alloc(40, 0xff)],
    [
      'nothing but a header that promises much',
      ({ id }) => Buffer.from([id >> 8, id & 255, 0x81, 0x80, 0, 1, 255, 255, 0, 0, 0, 0]),
    ],
    [
      'records cut off, and nobody there over TCP',
      ({ id, questions }) => dnsPacket.encode({ type: 'response', id, questions, flags: dnsPacket.TRUNCATED_RESPONSE }),
    ],
  ])('takes an answer with %s for none', async (_, reply) => {
    const answer = await (await lying(reply)).resolve(name, { timeoutMs: 500 });
    expect(answer).toEqual({ failure: expect.stringMatching(/^(timed_out|failed|refused)$/) });
  });
});
