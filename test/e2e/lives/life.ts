import { seededRandom } from '../../../datasets/random.ts';
import type { AccountView, CreatedKeyView } from '../../../shared/http/views.ts';
import { acceptLicences } from '../../support/client.ts';
import { buyerDeeds } from './buyer-deeds.ts';
import { dashboardDeeds } from './dashboard-deeds.ts';
import type { Life, Scene, Standing } from './life-types.ts';
import type { LivesPerson } from './lives-world.ts';

export const newLife = (seed: number, number: number, signsUpOn: number): Life => ({
  email: `life-${number}@buyer.example`,
  random: seededRandom(seed * 1_000 + number),
  signsUpOn,
  hasAccepted: false,
  secret: null,
  lastServed: null,
});

/** One day of a life: usually nothing, sometimes a deed of the buyer or of the owner. Many buy when they sign up. */
export async function liveOneDay(scene: Scene, life: Life, today: { day: number; deedChance: number }): Promise<void> {
  const isNew = today.day === life.signsUpOn;
  const [acts, buysAtOnce] = [life.random.next() < today.deedChance, life.random.next() < 0.8];
  if (today.day < life.signsUpOn || (isNew ? !buysAtOnce : !acts)) return;
  const person = await scene.world.signIn(life.email);
  if (!life.hasAccepted) await acceptLicences(person);
  life.hasAccepted = true;
  const standing = await standingOf(scene, life, person);
  if (life.secret === null && standing.held.some(({ plan, status }) => plan && status === 'active'))
    life.secret = await liveKey(person);
  const choices = [...buyerDeeds(standing), ...(isNew ? [] : await dashboardDeeds(standing))];
  const doing = life.random.weighted(choices);
  const at = scene.now();
  for (const deed of (await doing(standing, at)) ?? []) scene.books.deeds.push({ ...deed, at, email: life.email });
}

/** A new key's secret. There is none yet while a bank is asked for the first payment. */
async function liveKey(person: LivesPerson): Promise<string | null> {
  const asked = { label: 'life', environment: 'live' };
  const { status, body } = await person.send<CreatedKeyView>('POST', '/v1/keys', asked);
  if (status === 402) return null;
  if (status !== 201) throw new Error(`Key creation answered ${status}: ${JSON.stringify(body)}`);
  return body.secret;
}

async function standingOf(scene: Scene, life: Life, person: LivesPerson): Promise<Standing> {
  const { subscriptions } = (await person.get<AccountView>('/v1/account')).body;
  const held = subscriptions.filter(({ status }) => ['trialing', 'active', 'past_due', 'unpaid'].includes(status));
  return { scene, life, person, held, customer: scene.books.customers.get(life.email) ?? null };
}
