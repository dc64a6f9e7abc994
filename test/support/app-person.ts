import type { CreatedKeyView, LicenceView, Listing } from '../../shared/http/views.ts';
import type { App } from './app.ts';
import type { Reply } from './app-request.ts';

/** A buyer or operator with a session of an assembled app. */
export type Person = {
  readonly email: string;
  readonly cookie: string;
  readonly get: <T = Record<string, unknown>>(path: string) => Promise<Reply<T>>;
  readonly send: <T = Record<string, unknown>>(method: string, path: string, body?: unknown) => Promise<Reply<T>>;
};

/** The token of the newest link mailed to an address. */
export async function mailedToken({ mails, drain }: App, email: string): Promise<string> {
  await drain();
  const texts = mails.flatMap(({ to, text }) => (to === email ? [text] : []));
  const token = texts.flatMap((text) => /token=([\w-]+)/.exec(text)?.[1] ?? []).at(-1);
  if (!token) throw new Error(`No link was mailed to ${email}`);
  return token;
}

/** Signs up, or in, by a mailed link. */
export async function signUp(app: App, email = 'ada@buyer.example'): Promise<Person> {
  await app.request('POST', '/v1/signup', { body: { email, organization: 'Test Ltd' } });
  const reply = await app.request('POST', '/v1/session', { body: { token: await mailedToken(app, email) } });
  if (reply.status !== 201) throw new Error(`Signing in answered ${reply.status}: ${reply.text}`);
  return personWith(app, email, reply.cookies[0]?.split(';')[0] ?? '');
}

export const personWith = (app: App, email: string, cookie: string): Person => ({
  email,
  cookie,
  get: (path) => app.request('GET', path, { cookie }),
  send: (method, path, body) => app.request(method, path, { cookie, body }),
});

/** Somebody who joins the owner's organization with this role, by the invitation that was mailed. */
export async function joined(
  app: App,
  owner: Person,
  { email, role }: { email: string; role: string },
): Promise<Person> {
  const invited = await owner.send('POST', '/v1/members', { email, role });
  if (invited.status !== 201) throw new Error(`Nobody was invited: ${invited.text}`);
  await app.request('POST', '/v1/login', { body: { email } });
  const reply = await app.request('POST', '/v1/session', { body: { token: await mailedToken(app, email) } });
  const person = personWith(app, email, reply.cookies[0]?.split(';')[0] ?? '');
  const texts = app.mails.flatMap(({ to, text }) => (to === email ? [text] : []));
  const token = texts.flatMap((text) => /invitation=([\w-]+)/.exec(text)?.[1] ?? []).at(-1);
  const accepted = await person.send('POST', '/v1/invitations/accept', { token });
  if (accepted.status !== 201) throw new Error(`Nobody joined: ${accepted.text}`);
  return person;
}

/** Accepts every licence in force. */
export async function acceptLicences(person: Person): Promise<void> {
  const { body } = await person.get<Listing<LicenceView>>('/v1/licences');
  for (const { id, version, sha256 } of body.data)
    await person.send('POST', '/v1/licences', { id, version, sha256, name: 'Ada Test', role: 'CTO' });
}

/** A new key with its secret. */
export async function newKey(person: Person, environment: 'live' | 'test' = 'live'): Promise<CreatedKeyView> {
  const reply = await person.send<CreatedKeyView>('POST', '/v1/keys', { label: 'test', environment });
  if (reply.status !== 201) throw new Error(`Key creation answered ${reply.status}: ${reply.text}`);
  return reply.body;
}
