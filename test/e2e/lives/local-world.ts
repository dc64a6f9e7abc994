import { startWorld, type World } from '../../../local/world.ts';
import { enterWorld, post, type Reply, read, withSession } from '../../support/client.ts';
import type { LivesPerson, LivesWorld } from './lives-world.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const maxTries = 10;

/** Repeats a request a second later if the answer says to try again, as on an overloaded machine. */
async function patiently<T>(ask: () => Promise<Reply<T>>): Promise<Reply<T>> {
  for (let tries = 1; ; tries++) {
    const reply = await ask();
    if (reply.status !== 503 || tries === maxTries) return reply;
    await pause(1_000);
  }
}

/** The local world, as `npm start` runs it: bundled functions in processes of their own, queues, schedules and DynamoDB Local. */
export async function localWorld(startAt: Date): Promise<LivesWorld> {
  const world = await startWorld({ port: 0, quiet: true, logFile: '.local/lives-functions.log', startAt });
  enterWorld(world.url);
  const { apiBase, secretKey } = (await world.status()).stripe;
  return {
    stripe: { apiBase, secretKey: secretKey ?? '' },
    now: world.now,
    async moveTo(at) {
      const { now, settled } = await world.advance(Math.max(0, at - world.now().getTime() / 1000));
      if (!settled) throw new Error(`The world did not become quiet at ${now}`);
    },
    signIn: (email) => signIn(world, email),
    read: (path, secret) => patiently(() => read(path, secret)),
    stop: world.stop,
  };
}

/** It reads the mailbox directly, because many sign in at the same time. */
async function signIn(world: World, email: string): Promise<LivesPerson> {
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
