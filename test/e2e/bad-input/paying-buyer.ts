import { acceptLicences, buy, freshEmail, newKey, type Person, signUp } from '../../support/client.ts';

/** Somebody with a plan, the licences accepted, and a live key: what a wrong input could harm. */
export async function payingBuyer(): Promise<{ readonly buyer: Person; readonly secret: string }> {
  const buyer = await signUp(freshEmail('bad-input'));
  await buy(buyer, 'basic');
  await acceptLicences(buyer);
  return { buyer, secret: (await newKey(buyer)).secret };
}
