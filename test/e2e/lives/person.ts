import type { World } from '../../../local/world.ts';
import { type Person, post, withSession } from '../../support/client.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Signs up, or in, by the link in the newest mail, looked for where it arrives: many do so at the same time. */
export async function signIn(world: World, email: string): Promise<Person> {
  const newest = () => world.mail().find(({ to, links }) => to === email && links[0]?.includes('token='));
  const before = newest();
  const asked = await post('/v1/signup', { email, organization: 'Lives Ltd' });
  if (asked.status !== 202) throw new Error(`Sign-up answered ${asked.status}: ${JSON.stringify(asked.body)}`);
  const deadline = Date.now() + 60_000;
  while (newest() === before) {
    if (Date.now() > deadline) throw new Error(`No link was mailed to ${email}`);
    await pause(5);
  }
  return withSession(email, new URL(newest()?.links[0] ?? '').searchParams.get('token') ?? '');
}
