/** On a stage that asks operators for a passkey: a mailbox alone never becomes the console, by no way round. */
import { beforeEach, describe, expect, test } from 'vitest';
import { invite } from '../../cli/operators/invite.ts';
import { changeRole } from '../../cli/operators/roles.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { softwareAuthenticator } from '../support/app-authenticator.ts';
import { type Person, personWith, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { observedTable } from '../support/faulty-table.ts';

const address = 'operator@example.com';
const colleague = 'second@example.com';
const hour = 3_600_000;

let now: Date;
let app: App;
let operator: Person;
let items: ReturnType<typeof observedTable>['items'];

beforeEach(async () => {
  now = start;
  const observed = observedTable(memoryTable());
  items = observed.items;
  app = newApp([address, colleague], observed.table);
  operator = await signUp(app, address);
});

const newApp = (operators: readonly string[], table = memoryTable()) =>
  assemble({
    table,
    stripe: {} as StripeGateway,
    now: () => now,
    operatorSignIn: 'passkey',
    catalog: { ...catalog, operators: operators.map((email) => ({ email, role: 'owner' })) },
  });

type Authenticator = ReturnType<typeof softwareAuthenticator>;
type Shown = { readonly code?: string; readonly assertion?: unknown };
let devices = 0;
const device = () => softwareAuthenticator(Buffer.from(`a device of these tests ${++devices}`));

async function codeFor(email: string, of = app): Promise<string> {
  const lines = await invite(of.deps, email);
  return lines[2]!.trim();
}

const optionsFor = (person: Person, shown: Shown) =>
  person.send<{ challenge: string; code: string }>('POST', '/v1/passkeys/options', shown);

async function register(person: Person, authenticator: Authenticator, shown: Shown) {
  const options = await optionsFor(person, shown);
  if (options.status !== 200) return options;
  const response = authenticator.create({ challenge: options.body.challenge });
  return person.send<{ challenge: string; code: string }>('POST', '/v1/passkeys', { label: 'laptop', response });
}

async function assertionBy(person: Person, authenticator: Authenticator) {
  const { body } = await person.send<{ challenge: string }>('POST', '/v1/passkeys/presence', {});
  return authenticator.get({ challenge: body.challenge });
}

async function signInWith(authenticator: Authenticator, of = app, email = address) {
  const { body } = await of.request<{ challenge: string }>('POST', '/v1/session/passkey/options', { body: {} });
  const response = authenticator.get({ challenge: body.challenge });
  const reply = await of.request('POST', '/v1/session/passkey', { body: { response } });
  return { status: reply.status, person: personWith(of, email, reply.cookies[0]?.split(';')[0] ?? '') };
}

const consoleOf = async (person: Person) => (await person.get<{ code?: string }>('/v1/admin/accounts')).status;

async function enrolled(authenticator = device()): Promise<{ authenticator: Authenticator; person: Person }> {
  expect((await register(operator, authenticator, { code: await codeFor(address) })).status).toBe(201);
  return { authenticator, person: (await signInWith(authenticator)).person };
}

const refusedFor = (code: string) => ({ status: 403, body: { code } });

describe('an operator’s mailbox alone', () => {
  test('registers no passkey, and so opens no console', async () => {
    expect(await consoleOf(operator)).toBe(403);
    expect(await optionsFor(operator, {})).toMatchObject(refusedFor('invitation_required'));
    expect((await operator.get('/v1/account')).body).toMatchObject({ operator: true, operatorStep: 'enrol_passkey' });
  });

  test('registers none beside one that is enrolled, nor removes that one, nor deletes it with the account', async () => {
    const { authenticator } = await enrolled();
    expect(await optionsFor(operator, {})).toMatchObject(refusedFor('presence_required'));
    const { body } = await operator.get<{ data: { id: string }[] }>('/v1/passkeys');
    expect(await operator.send('DELETE', `/v1/passkeys/${body.data[0]!.id}`)).toMatchObject(
      refusedFor('passkey_required'),
    );
    expect(await operator.send('DELETE', '/v1/account')).toMatchObject(refusedFor('passkey_required'));
    expect((await operator.get('/v1/account')).body).toMatchObject({ operatorStep: 'sign_in_with_passkey' });
    expect(await consoleOf((await signInWith(authenticator)).person)).toBe(200);
  });

  test('cannot open the console by a passkey that it added as a buyer', async () => {
    const table = memoryTable();
    const before = newApp([address], table);
    const buyer = await signUp(before, colleague);
    const authenticator = device();
    expect((await register(buyer, authenticator, {})).status).toBe(201);
    const after = newApp([address, colleague], table);
    const { status, person } = await signInWith(authenticator, after, colleague);
    expect(status).toBe(201);
    expect(await person.get('/v1/admin/accounts')).toMatchObject(refusedFor('passkey_required'));
    expect(await optionsFor(person, { assertion: await assertionBy(person, authenticator) })).toMatchObject(
      refusedFor('presence_required'),
    );
  });

  test('takes no console over with the passkey of a person whose address changes to an operator’s', async () => {
    const buyer = await signUp(app, 'eve@buyer.example');
    const authenticator = device();
    await register(buyer, authenticator, {});
    const eve = await app.deps.people.findByEmail('eve@buyer.example');
    app.depsOf('accounts').people.find = async () => ({ ...eve!, email: colleague });
    const { person } = await signInWith(authenticator, app, colleague);
    expect(await person.get('/v1/admin/accounts')).toMatchObject(refusedFor('passkey_required'));
  });

  test('keeps no console either where an enrolled person’s address changes to another operator’s', async () => {
    const { authenticator } = await enrolled();
    const own = await app.deps.people.findByEmail(address);
    app.depsOf('accounts').people.find = async () => ({ ...own!, email: colleague });
    const { person } = await signInWith(authenticator, app, colleague);
    expect(await person.get('/v1/admin/accounts')).toMatchObject(refusedFor('passkey_required'));
  });

  test('is enough for a buyer, whose account it is', async () => {
    const buyer = await signUp(app, 'ada@buyer.example');
    expect((await register(buyer, device(), {})).status).toBe(201);
    expect(await buyer.get('/v1/admin/accounts')).toMatchObject(refusedFor('operator_only'));
  });
});

describe('a one-time code', () => {
  test('registers a passkey that opens the console; the link session stays outside', async () => {
    const { person } = await enrolled();
    expect(await consoleOf(person)).toBe(200);
    expect(await consoleOf(operator)).toBe(403);
    expect((await person.get('/v1/account')).body).not.toHaveProperty('operatorStep');
    expect((await person.get('/v1/passkeys')).body).toMatchObject({ data: [{ label: 'laptop', operator: true }] });
  });

  test('works once, also where it is shown twice before it is used', async () => {
    const code = await codeFor(address);
    const [first, second] = [await optionsFor(operator, { code }), await optionsFor(operator, { code })];
    const send = (challenge: string) =>
      operator.send('POST', '/v1/passkeys', { label: 'x', response: device().create({ challenge }) });
    expect((await send(first.body.challenge)).status).toBe(201);
    expect((await send(second.body.challenge)).status).toBe(409);
    expect(await optionsFor(operator, { code })).toMatchObject(refusedFor('invitation_required'));
  });

  test.each([
    ['of another operator', () => codeFor(colleague)],
    [
      'that was replaced by a newer one',
      async () => {
        const old = await codeFor(address);
        await codeFor(address);
        return old;
      },
    ],
    [
      'that has expired',
      async () => {
        const code = await codeFor(address);
        now = new Date(start.getTime() + 24 * hour + 1);
        return code;
      },
    ],
    ['that was guessed', async () => 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA'],
  ])('%s registers nothing', async (_, make) => {
    const code = await make();
    const present = await signUp(app, address);
    expect(await optionsFor(present, { code })).toMatchObject(refusedFor('invitation_required'));
  });

  test('that expires between the question and the answer registers nothing', async () => {
    const code = await codeFor(address);
    now = new Date(start.getTime() + 24 * hour - 1000);
    const present = await signUp(app, address);
    const { body } = await optionsFor(present, { code });
    now = new Date(start.getTime() + 24 * hour + 1000);
    const response = device().create({ challenge: body.challenge });
    expect((await present.send('POST', '/v1/passkeys', { label: 'x', response })).status).toBe(409);
  });

  test('may be typed in small letters, with blanks, and with O, I and L for 0 and 1', async () => {
    const code = await codeFor(address);
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replace('1', 'l').replaceAll('1', 'i');
    expect((await optionsFor(operator, { code: typed })).status).toBe(200);
  });

  test('is stored nowhere, and its digest fits no other address', async () => {
    const code = await codeFor(address);
    const stored = JSON.stringify(await items());
    expect(stored).not.toContain(code);
    expect(stored).not.toContain(code.replaceAll('-', ''));
    expect(stored).toContain('OPERATOR#');
    expect((await app.deps.audit.list('@operators', { limit: 10 })).entries).toMatchObject([
      { action: 'operator.invited', detail: { operator: address } },
    ]);
  });

  test('is made for nobody but an operator', async () => {
    await expect(codeFor('eve@evil.example')).rejects.toThrow(/no operator/);
  });
});

describe('a further passkey', () => {
  test('takes a fresh assertion of one that is enrolled, and then opens the console too', async () => {
    const { authenticator, person } = await enrolled();
    expect(await optionsFor(person, {})).toMatchObject(refusedFor('presence_required'));
    const assertion = await assertionBy(person, authenticator);
    const second = device();
    expect((await register(person, second, { assertion })).status).toBe(201);
    expect(await consoleOf((await signInWith(second)).person)).toBe(200);
    expect((await optionsFor(person, { assertion })).status).toBe(401);
  });

  test('takes neither an assertion made to sign in, nor one of another account, nor one of five minutes ago', async () => {
    const { authenticator, person } = await enrolled();
    const { body } = await app.request<{ challenge: string }>('POST', '/v1/session/passkey/options', { body: {} });
    const toSignIn = authenticator.get({ challenge: body.challenge });
    expect((await optionsFor(person, { assertion: toSignIn })).status).toBe(401);
    const buyer = await signUp(app, 'ada@buyer.example');
    expect((await optionsFor(person, { assertion: await assertionBy(buyer, authenticator) })).status).toBe(401);
    const old = await assertionBy(person, authenticator);
    now = new Date(now.getTime() + 5 * 60_000 + 1);
    expect((await optionsFor(person, { assertion: old })).status).toBe(401);
  });

  test('is not registered by a passkey that is removed before it is used', async () => {
    const { authenticator, person } = await enrolled();
    const assertion = await assertionBy(person, authenticator);
    const { body } = await optionsFor(person, { assertion });
    const known = (await person.get<{ data: { id: string }[] }>('/v1/passkeys')).body.data;
    await app.deps.passkeys.remove((await app.deps.people.findByEmail(address))!.id, known[0]!.id);
    const response = device().create({ challenge: body.challenge });
    expect((await person.send('POST', '/v1/passkeys', { label: 'x', response })).status).toBe(409);
  });
});

describe('every change of a passkey', () => {
  const told = async (subject: RegExp) => {
    await app.drain();
    return app.mails.filter((mail) => subject.test(mail.subject)).map(({ to }) => to);
  };

  test('is in the trail with what allowed it, and mailed to every operator', async () => {
    const { authenticator, person } = await enrolled();
    await register(person, device(), { assertion: await assertionBy(person, authenticator) });
    const { body } = await person.get<{ data: { id: string }[] }>('/v1/passkeys');
    await person.send('DELETE', `/v1/passkeys/${body.data[1]!.id}`);
    const lines = (await person.get<{ data: { action: string; detail: object }[] }>('/v1/events')).body.data;
    const changes = lines.filter(({ action }) => action.startsWith('passkey.'));
    expect(changes.map(({ action, detail }) => [action, detail])).toEqual([
      ['passkey.removed', expect.objectContaining({ label: 'laptop' })],
      ['passkey.added', expect.objectContaining({ by: 'passkey' })],
      ['passkey.added', expect.objectContaining({ by: 'invitation' })],
    ]);
    expect(await told(/added/)).toEqual([address, colleague, address, colleague]);
    expect(await told(/removed/)).toEqual([address, colleague]);
  });

  test('is not mailed to a colleague from whom the command line took the role', async () => {
    const { authenticator, person } = await enrolled();
    const removal = { name: 'remove', address: colleague, reason: 'left us' } as const;
    await changeRole(app.deps, removal);
    await register(person, device(), { assertion: await assertionBy(person, authenticator) });
    expect(await told(/added/)).toEqual([address, colleague, address]);
  });

  test('is mailed to a buyer alone, even after the buyer called our mails spam', async () => {
    const buyer = await signUp(app, 'ada@buyer.example');
    const report = { address: buyer.email, kind: 'complaint', at: start.toISOString(), detail: 'abuse' } as const;
    await app.deps.suppressions.report(report);
    await register(buyer, device(), {});
    expect(await told(/added/)).toEqual([buyer.email]);
  });
});

describe('removing a passkey', () => {
  test('ends the sessions that began with it, and no others', async () => {
    const { authenticator, person } = await enrolled();
    const second = device();
    await register(person, second, { assertion: await assertionBy(person, authenticator) });
    const other = (await signInWith(second)).person;
    const [first] = (await person.get<{ data: { id: string; label: string }[] }>('/v1/passkeys')).body.data;
    expect((await other.send('DELETE', `/v1/passkeys/${first!.id}`)).status).toBe(204);
    expect((await person.get('/v1/account')).status).toBe(401);
    expect(await consoleOf(other)).toBe(200);
    expect((await operator.get('/v1/account')).status).toBe(200);
    expect((await signInWith(authenticator)).status).toBe(401);
  });

  test('ends a sign-in with it that was under way', async () => {
    const { authenticator, person } = await enrolled();
    const { id } = (await person.get<{ data: { id: string }[] }>('/v1/passkeys')).body.data[0]!;
    const { id: personId } = (await app.deps.people.findByEmail(address))!;
    const { sessions } = app.depsOf('accounts');
    const { startSession } = sessions;
    sessions.startSession = async (session) => {
      await app.deps.passkeys.block(personId, id, now);
      return startSession(session);
    };
    expect((await signInWith(authenticator)).status).toBe(401);
  });

  test('that was interrupted can be done again', async () => {
    const { person } = await enrolled();
    const { id } = (await person.get<{ data: { id: string }[] }>('/v1/passkeys')).body.data[0]!;
    const { id: personId } = (await app.deps.people.findByEmail(address))!;
    await app.deps.passkeys.block(personId, id, now);
    expect((await person.get('/v1/passkeys')).body).toMatchObject({ data: [{ id }] });
    expect((await person.send('DELETE', `/v1/passkeys/${id}`)).status).toBe(204);
    expect((await operator.get('/v1/passkeys')).body).toMatchObject({ data: [] });
  });
});

test('signing out everywhere ends every session of the account, in the trail, and nobody else’s', async () => {
  const { person } = await enrolled();
  const buyer = await signUp(app, 'ada@buyer.example');
  const reply = await operator.send('DELETE', '/v1/sessions');
  expect(reply).toMatchObject({ status: 204, cookies: [expect.stringContaining('Max-Age=0')] });
  for (const each of [operator, person]) expect((await each.get('/v1/account')).status).toBe(401);
  expect((await buyer.get('/v1/account')).status).toBe(200);
  const again = await signUp(app, address);
  expect((await again.get('/v1/events')).body).toMatchObject({
    data: expect.arrayContaining([expect.objectContaining({ action: 'session.all_ended', actor: address })]),
  });
});

test('where the stage signs operators in by link, a passkey takes nothing more', async () => {
  const local = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => now });
  const person = await signUp(local, address);
  expect(await consoleOf(person)).toBe(200);
  expect((await register(person, device(), {})).status).toBe(201);
});
