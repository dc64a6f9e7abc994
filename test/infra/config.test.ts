import { App } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { settingsFrom } from '../../infra/config.ts';
import { temporaryFolder } from './support.ts';

const settings = (context: Record<string, unknown>) =>
  settingsFrom(new App({ outdir: temporaryFolder(), context }).node);
const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555';

test('the default stage is for trying things: retained, in Stripe’s test mode, with mail from the support address', () => {
  expect(settings({})).toEqual({
    stage: 'dev',
    isLocal: false,
    domain: undefined,
    localOrigin: 'http://localhost:4000',
    mailFrom: 'support@example.com',
    stripeMode: 'test',
    alarmEmail: undefined,
    guardedApis: [],
    badgeSigningKeys: ['1'],
    ledgerKeys: ['1'],
    receiptKeys: ['1'],
    originSecrets: ['1'],
    tables: ['1'],
    isRetained: true,
  });
});

test.each([
  [{ stage: 'Prod' }, '"stage" must be one to 16 lower-case letters'],
  [{ stage: '' }, '"stage" must be'],
  [{ stage: 'a-stage-with-a-long-name' }, '"stage" must be'],
  [{ domainName: 'https://data.example.com', certificateArn }, '"domainName" must be a host name such as'],
  [
    { domainName: 'data.example.com', certificateArn: certificateArn.replace('us-east-1', 'eu-west-1') },
    '"certificateArn" must be the ARN of an ACM certificate in us-east-1',
  ],
  [{ mailFrom: 'Tollgate <no-reply@example.com>' }, '"mailFrom" must be an email address'],
  [{ mailFrom: 'a@example.com\nBcc: b@example.com' }, '"mailFrom" must be an email address'],
  [{ stripeMode: 'sandbox' }, '"stripeMode" must be "test" or "live"'],
  [{ alarmEmail: 'nobody' }, '"alarmEmail" must be an email address'],
  [{ badgeSigningKeys: '' }, '"badgeSigningKeys" must be names'],
  [{ badgeSigningKeys: '1,1' }, '"badgeSigningKeys" must be names, each once'],
  [{ badgeSigningKeys: '1,../2' }, '"badgeSigningKeys" must be names'],
  [
    { originSecrets: '' },
    '"originSecrets" must be names, each once, of up to 16 letters and digits, as in "1,2"; CloudFront says the first',
  ],
  [
    { tables: '2,2' },
    '"tables" must be names, each once, of up to 16 letters and digits, as in "1,2"; the last is used',
  ],
  [{ retain: 'maybe' }, '"retain" must be true or false'],
  [{ stage: 'local', publicOrigin: 'https://example.com' }, '"publicOrigin" must be http://localhost with a port'],
])('context %j is refused in a sentence that names the key and what is allowed', (context, sentence) => {
  expect(() => settings(context)).toThrow(sentence);
});

test.each([[{ domainName: 'data.example.com' }], [{ certificateArn }]])('half a domain, %j, is refused', (context) => {
  expect(() => settings(context)).toThrow('"domainName" and "certificateArn" go together');
});

test('an address of one’s own is not given as `publicOrigin`, which would go unnoticed', () => {
  expect(() => settings({ stage: 'prod', publicOrigin: 'http://localhost:4000' })).toThrow(
    '"publicOrigin" is for stage "local"; elsewhere use "domainName"',
  );
});

test('only stage `prod` uses Stripe’s live mode, and may also use test mode', () => {
  expect(() => settings({ stage: 'dev', stripeMode: 'live' })).toThrow(
    '"stripeMode" may be "live" on stage "prod" alone',
  );
  expect(settings({ stage: 'prod' }).stripeMode).toBe('live');
  expect(settings({ stage: 'prod', stripeMode: 'test' }).stripeMode).toBe('test');
});

test('one error names every wrong key', () => {
  expect(() => settings({ stage: 'X', stripeMode: 'x' })).toThrow(/"stage".*"stripeMode"/);
});

test('`retain` means the same as text from the command line and as a boolean from cdk.json', () => {
  expect([settings({ retain: 'false' }).isRetained, settings({ retain: false }).isRetained]).toEqual([false, false]);
});
