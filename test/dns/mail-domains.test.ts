import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DnsServer, startDnsServer } from '../../local/dns-server.ts';
import type { DnsAnswer } from '../../local/dns-zone.ts';
import { nodeMailDomains } from '../../shared/dns/mail-domains.ts';

let server: DnsServer;
beforeAll(async () => {
  server = await startDnsServer();
});
afterAll(() => server.stop());

async function takesMail(answer: DnsAnswer | null): Promise<boolean> {
  server.zone.set('buyer.example', answer);
  return nodeMailDomains({ servers: [server.address] }).takesMail('buyer.example');
}

test('any domain takes mail at the resolver of the local world', async () => {
  expect(await takesMail(null)).toBe(true);
  expect(await takesMail({ records: ['v=spf1 -all'] })).toBe(true);
});

test.each([
  ['its name does not exist (NXDOMAIN)', { fails: 'missing' }],
  ['it has a null MX (RFC 7505)', { records: [], takesNoMail: true }],
] as const)('a domain takes no mail where %s', async (_, answer) => {
  expect(await takesMail(answer)).toBe(false);
});

test.each(['silent', 'servfail', 'refused'] as const)('a resolver that is %s refuses nobody', async (fails) => {
  expect(await takesMail({ fails })).toBe(true);
});
