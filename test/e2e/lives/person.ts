import type { World } from '../../../local/world.ts';
import { type Person, post, type Reply, withSession } from '../../support/client.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const maxTries = 10;

/** Asks again a second later where the answer is to try again in a moment, as on a machine that is too busy. */
export async function patiently<T>(ask: () => Promise<Reply<T>>): Promise<Reply<T>> {
  for (let tries = 1; ; tries++) {
    const reply = await ask();
    if (reply.status !== 503 || tries === maxTries) return reply;
    await pause(1_000);
  }
}

/** Signs up, or in, by the link in the newest mail, looked for where it arrives: many do so at the same time. */
export async function signIn(world: World, email: string): Promise<Person> {
  const newest = () => world.mail().find(({ to, links }) => to === email && links[0]?.includes('token='));
  const before = newest();
  const asked = await patiently(() => post('/v1/signup', { email, organization: 'Lives Ltd' }));
  if (asked.status !== 202) throw new Error(`Sign-up answered ${asked.status}: ${JSON.stringify(asked.body)}`);
  const deadline = Date.now() + 60_000;
  // The mailbox forgets its oldest mails, so the one seen before may be gone before the new one is there.
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
