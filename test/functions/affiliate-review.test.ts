/**
 * An affiliate's profile is confirmed by its organization, unless the operator has decided otherwise. A seat that moves has both badges
 * checked.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { syncEntries } from '../../shared/services/badges/status-list-entries.ts';
import { pixelsOf, pngWith } from '../support/picture-files.ts';
import { payloadOf } from './credentials.ts';
import { type OrganizationWorld, organizationWorld } from './organization-world.ts';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await organizationWorld();
});

describe('the organization’s word', () => {
  test('does not overrule what the operator refused, asked for or has an appeal about', async () => {
    const { person: bob, id } = await world.affiliate('bob');
    const confirm = () => world.confirm(id);
    await bob.send('PATCH', '/v1/badges/bob', { displayName: 'Robert' });
    expect((await world.decide('ask', 'bob', { reason: 'Who?' })).status).toBe(200);
    await bob.send('PATCH', '/v1/badges/bob', { answer: 'Me.' });
    expect((await confirm()).status).toBe(409);
    expect((await world.decide('refuse', 'bob', { reason: 'No.' })).status).toBe(200);
    expect((await bob.send('POST', '/v1/badges/bob/appeal', { text: 'But yes.' })).status).toBe(200);
    expect((await confirm()).status).toBe(409);
    expect((await world.list()).data[0]).toMatchObject({ awaitsConfirmation: false, status: 'suspended' });
    await bob.send('POST', `/v1/affiliations/${id}/leave`);
    await world.invite(bob.email);
    expect((await world.accept(bob, id, 'bob')).status).toBe(201);
    expect(await world.shown('bob')).toMatchObject({ verified: false, status: 'suspended' });
    expect((await world.decide('approve', 'bob')).status).toBe(200);
    expect(await world.shown('bob')).toMatchObject({ verified: true });
    await bob.send('PATCH', '/v1/badges/bob', { displayName: 'Rob' });
    expect((await confirm()).status).toBe(200);
  });

  test('does not bring back what the operator revoked and its holder gave up, seated or not', async () => {
    for (const leavesFirst of [false, true]) {
      const name = leavesFirst ? 'eve' : 'bob';
      const { person, id } = await world.affiliate(name);
      expect((await world.decide('revoke', name, { reason: 'Not of Acme.' })).status).toBe(200);
      if (leavesFirst) await person.send('POST', `/v1/affiliations/${id}/leave`);
      expect((await person.send('DELETE', `/v1/badges/${name}`)).status).toBe(204);
      expect((await world.acme.send('DELETE', `/v1/badges/acme/affiliates/${id}`)).status).toBe(409);
      await world.invite(person.email);
      expect((await world.accept(person, id, `${name}_again`)).status).toBe(201);
      expect((await world.app.request('GET', `/badges/${name}_again.json`)).status).toBe(404);
      expect((await world.confirm(id)).status).toBe(409);
      expect((await world.decide('approve', `${name}_again`)).status).toBe(200);
      expect(await world.shown(`${name}_again`)).toMatchObject({ verified: true });
    }
  });

  test('is given for the profile that was looked at, with its picture, and for no newer one', async () => {
    const { person: bob, id } = await world.affiliate('bob');
    const file = pngWith(pixelsOf(80, 80, () => [9, 40, 90, 255]));
    const picture = `data:image/png;base64,${file.toString('base64')}`;
    expect((await bob.send('PATCH', '/v1/badges/bob', { displayName: 'Robert', picture })).status).toBe(200);
    const { toConfirm } = (await world.list()).data[0]!;
    expect(toConfirm).toMatchObject({ url: 'https://bob.example/' });
    expect((await world.acme.get(toConfirm!.pictureUrl!)).headers['content-type']).toBe('image/png');
    expect((await bob.get(toConfirm!.pictureUrl!)).status).toBe(404);
    await bob.send('PATCH', '/v1/badges/bob', { displayName: 'Chief of Acme' });
    expect((await world.confirm(id, toConfirm!.version)).status).toBe(409);
    expect((await world.acme.send('POST', `/v1/badges/acme/affiliates/${id}/confirm`)).status).toBe(400);
    expect(await world.shown('bob')).toMatchObject({ verified: false });
    expect((await world.confirm(id)).body).toMatchObject({ status: 'verified', displayName: 'Chief of Acme' });
  });

  test('is enough once only time was missing', async () => {
    world = await organizationWorld({ minAccountAgeDays: 3 });
    const { id } = await world.affiliate('bob');
    expect((await world.app.request('GET', '/badges/bob.json')).status).toBe(404);
    expect((await world.confirm(id)).status).toBe(409);
    world.pass(3 * 86_400);
    expect((await world.confirm(id)).body).toMatchObject({ status: 'verified' });
  });
});

describe('a seat', () => {
  test('that was kept for fewer seats to come is there again once that is over', async () => {
    const { deps } = world.app;
    await world.affiliate('bob');
    const eve = await world.person('eve');
    const { body } = await world.invite(eve.email);
    const of = { organization: world.acmeId, badge: 'verified_organization' };
    const seats = await deps.affiliates.seatsOf(of);
    const until = new Date(world.now().getTime() + 60_000).toISOString();
    await deps.affiliates.setCeiling(of, { ...seats, ceiling: { seats: 1, until }, version: seats.version + 1 });
    expect((await world.accept(eve, body.id, 'eve')).status).toBe(409);
    world.pass(61);
    expect((await world.accept(eve, body.id, 'eve')).status).toBe(201);
  });

  test.each(['is removed', 'leaves', 'gives the badge up', 'deletes the account'])(
    'that was held by one who %s goes to the next affiliate waiting, and webhooks and status lists know',
    async (how) => {
      const { person: bob, id } = await world.affiliate('bob');
      await world.affiliate('eve');
      await world.pays(1);
      await world.looked();
      expect(await world.told('eve')).not.toBe('verified');
      if (how === 'is removed') await world.acme.send('DELETE', `/v1/badges/acme/affiliates/${id}`);
      if (how === 'leaves') await bob.send('POST', `/v1/affiliations/${id}/leave`);
      if (how === 'gives the badge up') await bob.send('DELETE', '/v1/badges/bob');
      if (how === 'deletes the account') await bob.send('DELETE', '/v1/account');
      await world.app.drain();
      await world.looked();
      expect(await world.shown('eve')).toMatchObject({ verified: true });
      expect(await world.told('eve')).toBe('verified');
    },
  );
});

describe('an organization', () => {
  test('vouches for nobody beyond what it has paid for, in a credential either', async () => {
    await world.affiliate('bob');
    const until = '2026-12-01T00:00:00.000Z';
    await world.pays(2, until);
    expect(await world.shown('bob')).toMatchObject({ verified: true, until });
    const { text } = await world.app.request('GET', '/badges/bob/credential');
    expect(payloadOf(text).exp).toBe(Date.parse(until) / 1000);
  });

  test.each(['gives its badge up', 'deletes its account'])(
    'that %s ends the marks of its affiliates, and webhooks and status lists know',
    async (how) => {
      await world.affiliate('bob');
      await world.app.request('GET', '/badges/bob/credential');
      await world.looked();
      expect(await world.told('bob')).toBe('verified');
      if (how === 'gives its badge up') expect((await world.acme.send('DELETE', '/v1/badges/acme')).status).toBe(204);
      else await world.acme.send('DELETE', '/v1/account');
      await world.app.drain();
      await world.looked();
      expect(await world.shown('bob')).toMatchObject({ status: 'expired' });
      expect(await world.told('bob')).toBe('expired');
      expect(await syncEntries(world.app.deps, await world.accountOf('bob'))).toBe(0);
    },
  );
});
