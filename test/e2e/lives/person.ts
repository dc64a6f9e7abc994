import type { World } from '../../../local/world.ts';
import { type Person, post, type Reply, withSession } from '../../support/client.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const maxTries = 10;

/** Repeats a request a second later if the answer says to try again, as on an overloaded machine. */
export async function patiently<T>(ask: () => Promise<Reply<T>>): Promise<Reply<T>> {
  for (let tries = 1; ; tries++) {
    const reply = await ask();
    if (reply.status !== 503 || tries === maxTries) return reply;
    await pause(1_000);
  }
}

/** Signs up, or in, by the link in the newest mail. It reads the mailbox directly, because many sign in at the same time. */
export async function signIn(world: World, email: string): Promise<Person> {
  const newest = () => world.mail().find(({ to, links }) => to === email && links[0]?.includes('token='));
  const before = newest();
  const asked = await patiently(() => post('/v1/signup', { email, organization: 'Lives Ltd' }));
  if (asked.status !== 202) throw new Error(`Sign-up answered ${asked.status}: ${JSON.stringify(asked.body)}`);
  const deadline = Date.now() + 60_000;
  // The mailbox drops its oldest mails, so the mail seen before may be gone before the new one arrives.
  let mail = newest();
  for (; mail === undefined || mail === before; mail = newest()) {
    if (Date.now() > deadline) throw new Error(`No link was mailed to ${email}`);
    await pause(5);
  }
  const person = await withSession(email, new URL(mail.links[0] ?? '').searchParams.get('token') ?? '');
  return {
    email,
    get: (path) => patiently(() => person.get(path)),
    send: (method, path, body) => patiently(() => person.send(method, path, body)),
  };
}
