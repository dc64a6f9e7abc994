import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { InvitedMemberView, Listing, MemberView } from '../../shared/http/views.ts';
import { mailedToken, type Person, personWith, signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { type Scene, sweep } from './sweep.ts';

vi.setConfig({ testTimeout: 240_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const invited = 'bob@buyer.example';

const rosterOf = async (person: Person) =>
  (await person.get<Listing<MemberView | InvitedMemberView>>('/v1/members')).body.data;

/** An owner, a person whom they invited with a role, and the token of the invitation. */
async function invitation({ app, email }: Scene, role: string) {
  const owner = await signUp(app, email);
  await owner.send('POST', '/v1/members', { email: invited, role });
  await app.request('POST', '/v1/login', { body: { email: invited } });
  const reply = await app.request('POST', '/v1/session', { body: { token: await mailedToken(app, invited) } });
  const bob = personWith(app, invited, reply.cookies[0]?.split(';')[0] ?? '');
  const token = app.mails.flatMap(({ text }) => /invitation=([\w-]+)/.exec(text)?.[1] ?? []).at(-1);
  return { owner, bob, token };
}

/** An owner, to whom the organization's mails go, and another member. */
async function pair(scene: Scene, role: string) {
  const { owner, bob, token } = await invitation(scene, role);
  expect((await bob.send('POST', '/v1/invitations/accept', { token })).status).toBe(201);
  const roster = await rosterOf(owner);
  const idOf = (email: string) => roster.find((each) => each.email === email)!.id;
  return { owner, bob, ownId: idOf(owner.email), bobId: idOf(invited) };
}

describe('members', () => {
  test('invited: the invitation is there once, and its mail lets the address in', () =>
    sweep(stripe, {
      prepare: ({ app, email }) => signUp(app, email),
      act: (owner) => owner.send('POST', '/v1/members', { email: invited, role: 'viewer' }),
      status: 201,
      done: async (owner, { app }) => {
        expect(await rosterOf(owner)).toMatchObject([{ state: 'member' }, { state: 'invited', email: invited }]);
        await app.request('POST', '/v1/login', { body: { email: invited } });
        expect(await mailedToken(app, invited)).toBeTruthy();
      },
    }));

  test('joining: one membership, or the invitation is still good; only when the answer was lost is it used up', () =>
    sweep(stripe, {
      prepare: (scene) => invitation(scene, 'developer'),
      act: ({ bob, token }) => bob.send('POST', '/v1/invitations/accept', { token }),
      status: 201,
      afterLoss: { at: /transact MEMBER,INVITATION/, status: 404, code: 'not_found' },
      done: async ({ owner }) => {
        const roles = (await rosterOf(owner)).map(({ email, role }) => [email === invited, role]);
        expect(roles.toSorted()).toEqual([
          [false, 'owner'],
          [true, 'developer'],
        ]);
      },
    }));

  test('given another role: both lists say the same', () =>
    sweep(stripe, {
      prepare: (scene) => pair(scene, 'viewer'),
      act: ({ owner, bobId }) => owner.send('PATCH', `/v1/members/${bobId}`, { role: 'owner' }),
      status: 200,
      done: async ({ bob }) => expect((await bob.get('/v1/account')).body).toMatchObject({ role: 'owner' }),
    }));

  test('leaving: mails go to a member who stays, and the leaver is out', () =>
    sweep(stripe, {
      prepare: (scene) => pair(scene, 'owner'),
      act: ({ owner, ownId }) => owner.send('DELETE', `/v1/members/${ownId}`),
      status: 204,
      afterLoss: { at: /transact MEMBERSHIP/, status: 404, code: 'no_organization' },
      done: async ({ bob }) => {
        expect(await rosterOf(bob)).toMatchObject([{ email: invited }]);
        expect((await bob.get<Listing<unknown>>('/v1/organizations')).body.data).toMatchObject([
          { contactEmail: invited },
        ]);
      },
    }));

  test('deleting their login: it goes to the end, and the organization goes on', () =>
    sweep(stripe, {
      prepare: (scene) => pair(scene, 'owner'),
      act: ({ owner }) => owner.send('DELETE', '/v1/person'),
      status: 202,
      done: async ({ owner, bob }, { app, items }) => {
        await app.drain();
        expect(JSON.stringify(await items())).not.toContain(owner.email);
        expect(await rosterOf(bob)).toMatchObject([{ email: invited, role: 'owner' }]);
      },
    }));
});
