import { beforeEach, describe, expect, it } from 'vitest';
import { licenceRegistry } from '../../functions/licence-registry/handler.ts';
import { functions } from '../../infra/functions.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { logOf } from '../../shared/log.ts';
import { licenceRegistryOver } from '../../shared/storage/licences/licence-registry.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { StorageUnavailable, type Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { published } from '../domain/catalog/configuration.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, joined, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { firstLicences } from '../support/first-licences.ts';
import { grantedTable } from '../support/granted-table.ts';

const hourMs = 3_600_000;
const next = published(
  { id: 'films', version: '2026-12', title: 'Licence for film data', text: 'Read films. Not on Mondays.' },
  '2026-12-24',
);
const withNext: Catalog = { ...firstLicences, publishedLicences: [...firstLicences.publishedLicences, next] };
const accepting = { id: 'films', version: next.version, sha256: next.sha256, name: 'Ada', role: 'CTO' };

let now: Date;
let table: Table;
const assembled = (catalog: Catalog) => assemble({ table, stripe: {} as StripeGateway, now: () => now, catalog });
beforeEach(() => {
  now = start;
  table = memoryTable();
});

/** The job runs every hour, until then. */
async function hoursPass(app: App, hours: number) {
  for (let hour = 0; hour < hours; hour += 1) {
    await app.tellOfLicences();
    now = new Date(now.getTime() + hourMs);
  }
  await app.drain();
}
const toldOf = (app: App, email: string) =>
  app.mails
    .filter(({ to, subject }) => to === email && /changes on|left to accept/.test(subject))
    .map(({ subject }) => subject);

describe('a version that is to come', () => {
  const subject = 'Licence for film data changes on 24 December 2026';

  it('is mailed to who accepted an earlier one, once when it is deployed, and 14, 3 and 1 days before its day', async () => {
    const before = assembled(firstLicences);
    const buyer = await signUp(before, 'buyer@buyer.example');
    await acceptLicences(buyer);
    await signUp(before, 'looker@buyer.example');
    await hoursPass(before, 3);
    const after = assembled(withNext);
    await hoursPass(after, 5);
    expect(toldOf(after, 'buyer@buyer.example')).toEqual([subject]);
    expect(after.mails[0]?.text).toContain('https://shop.example/licences/films/2026-12');
    expect(after.mails[0]?.text).toContain('https://shop.example/app/licences');
    for (const [day, left] of [
      ['10', '14 days'],
      ['21', '3 days'],
      ['23', '1 day'],
    ]) {
      now = new Date(`2026-12-${day}T00:30:00Z`);
      await hoursPass(after, 5);
      expect(toldOf(after, 'buyer@buyer.example').at(-1)).toBe(`${left} left to accept Licence for film data`);
    }
    now = new Date('2026-12-24T00:30:00Z');
    await hoursPass(after, 5);
    expect(toldOf(after, 'buyer@buyer.example')).toHaveLength(4);
    expect(toldOf(after, 'looker@buyer.example')).toEqual([]);
  });

  it('is not mailed to who has accepted it, nor to who leaves', async () => {
    const app = assembled(withNext);
    const table = assembled(firstLicences);
    const [ready, leaving] = [await signUp(table, 'ready@buyer.example'), await signUp(table, 'gone@buyer.example')];
    for (const person of [ready, leaving]) await acceptLicences(person);
    expect((await app.request('POST', '/v1/licences', { cookie: ready.cookie, body: accepting })).status).toBe(201);
    await leaving.send('DELETE', '/v1/account');
    await hoursPass(app, 5);
    expect(app.mails).toEqual([]);
  });

  it('is mailed to every owner and admin, each once, and to no other member', async () => {
    const before = assembled(firstLicences);
    const owner = await signUp(before, 'owner@buyer.example');
    await acceptLicences(owner);
    await joined(before, owner, { email: 'admin@buyer.example', role: 'admin' });
    await joined(before, owner, { email: 'developer@buyer.example', role: 'developer' });
    const after = assembled(withNext);
    await hoursPass(after, 5);
    const told = after.mails.filter(({ subject }) => subject.includes('changes on'));
    expect(told.map(({ to }) => to).toSorted()).toEqual(['admin@buyer.example', 'owner@buyer.example']);
  });

  it('is not mailed to who accepted a later one', async () => {
    const later = published(
      { id: 'films', version: '2027', title: 'Licence for film data', text: 'Only on Mondays.' },
      '2027-02-01',
    );
    const withLater: Catalog = { ...withNext, publishedLicences: [...withNext.publishedLicences, later] };
    const buyer = await signUp(assembled(firstLicences), 'buyer@buyer.example');
    await acceptLicences(buyer);
    const app = assembled(withLater);
    const body = { ...accepting, version: later.version, sha256: later.sha256 };
    expect((await app.request('POST', '/v1/licences', { cookie: buyer.cookie, body })).status).toBe(201);
    await hoursPass(app, 5);
    expect(app.mails).toEqual([]);
  });

  it('is mailed once although a walk over the accounts is interrupted and begun again', async () => {
    const before = assembled(firstLicences);
    for (let i = 0; i < 3; i += 1) await acceptLicences(await signUp(before, `buyer-${i}@buyer.example`));
    const after = assembled(withNext);
    await hoursPass(after, 1);
    const send = after.deps.mail.send;
    let sends = 0;
    after.deps.mail.send = async (message) => {
      sends += 1;
      if (sends === 2) throw new Error('injected');
      return send(message);
    };
    await expect(after.tellOfLicences()).rejects.toThrow('injected');
    await hoursPass(after, 3);
    for (let i = 0; i < 3; i += 1) expect(toldOf(after, `buyer-${i}@buyer.example`)).toEqual([subject]);
  });
});

/** The answer to CloudFormation of the check of a deployment with this catalogue. */
async function deploymentOf(catalog: Catalog, over = table) {
  const access = functions['licence-registry']?.table ?? {};
  const granted = grantedTable(over, 'licence-registry', access, () => {});
  const answers: { Status: string; Reason: string }[] = [];
  const check = licenceRegistry({
    ...{ catalog, registry: licenceRegistryOver(granted), log: logOf('check', () => {}), now: () => now },
    respond: async (_, body) => void answers.push(JSON.parse(body)),
  });
  const ids = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Check' };
  await check({ RequestType: 'Update', ResponseURL: 'https://cloudformation.example/answer', ...ids });
  return answers[0]!;
}

describe('a deployment is compared with the table', () => {
  const edited = firstLicences.publishedLicences.map((each) => published({ ...each, text: `${each.text} More.` }));

  it('and refused where a published text and its hash were changed together', async () => {
    await hoursPass(assembled(firstLicences), 2);
    expect(await deploymentOf(firstLicences)).toMatchObject({ Status: 'SUCCESS' });
    const refused = await deploymentOf({ ...firstLicences, publishedLicences: edited });
    expect(refused).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('deployed with another text') });
  });

  it('and refused where a version that was served is missing', async () => {
    await hoursPass(assembled(withNext), 2);
    const { Status, Reason } = await deploymentOf(firstLicences);
    expect([Status, Reason]).toEqual([
      'FAILED',
      expect.stringContaining('"films" 2026-12 was deployed and is missing'),
    ]);
  });

  it('and goes back to what it was, where it failed within the hour', async () => {
    await hoursPass(assembled(firstLicences), 2);
    await assembled(withNext).tellOfLicences();
    expect(await deploymentOf(firstLicences)).toMatchObject({ Status: 'SUCCESS' });
  });

  it('and refused, with an answer, where the table cannot be read', async () => {
    const query = () => Promise.reject(new StorageUnavailable(new Error('away')));
    expect(await deploymentOf(firstLicences, { ...table, query })).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('read the log of licence-registry'),
    });
  });
});
