import { acceptLicences, buy, freshEmail, newKey, type Person, signUp } from '../../support/client.ts';

/** A buyer with a plan, accepted licences and a live key, all of which a bad input could harm. */
export async function payingBuyer(): Promise<{ readonly buyer: Person; readonly secret: string }> {
  const buyer = await signUp(freshEmail('bad-input'));
  await buy(buyer, 'basic');
  await acceptLicences(buyer);
  return { buyer, secret: (await newKey(buyer)).secret };
}
