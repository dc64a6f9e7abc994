import type { AccountView } from '../../shared/http/views.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { pay } from '../support/app-stripe.ts';
import type { Scene } from './sweep.ts';

/** POST /v1/checkout; a session's address is noted as handed out. */
export const checkOut = async (buyer: Person, { handedOut }: Scene, price = 'basic_monthly') => {
  const reply = await buyer.send<{ url?: string }>('POST', '/v1/checkout', { price });
  if (reply.body.url) handedOut.push(reply.body.url);
  return reply;
};

/** A buyer who has paid; Stripe's events have not come yet. */
export async function paid(scene: Scene): Promise<Person> {
  const buyer = await signUp(scene.app, scene.email);
  const { body } = await checkOut(buyer, scene);
  await pay(body.url!);
  return buyer;
}

/** A buyer of the plan Basic whose access is in force. */
export async function subscribed(scene: Scene): Promise<Person> {
  const buyer = await paid(scene);
  await scene.app.reconcile();
  return buyer;
}

/** The buyer's subscription as the account shows it. */
export const subscriptionOf = async (buyer: Person) =>
  (await buyer.get<AccountView>('/v1/account')).body.subscriptions[0]!;

/** A buyer of the plan Basic who has accepted the licences and has a live key. */
export async function withKey(scene: Scene) {
  const buyer = await subscribed(scene);
  await acceptLicences(buyer);
  return { buyer, key: await newKey(buyer) };
}
