import type Stripe from 'stripe';
import { askPermission } from '../../shared/stripe/permissions.ts';
import { broken, byHand, dashboard, type Line, ok } from './line.ts';
import { neededPermissions } from './needs.ts';

const about = 'Permissions';

/**
 * One line for each permission that the functions' key lacks or cannot be asked for, and one for all that it has. `secretKey` is that key:
 * an unrestricted one may do everything.
 * @throws what Stripe answers beside a missing permission: a bad key, no answer
 */
export async function permissionLines(stripe: Stripe, secretKey: string): Promise<Line[]> {
  if (secretKey.startsWith('sk_')) {
    await stripe.customers.list({ limit: 1 });
    return [ok(about, 'the functions use a secret key, which may do everything. A restricted key could do less harm.')];
  }
  const asked = await Promise.all(
    neededPermissions.map(async (needed) => ({ ...needed, ...(await askPermission(stripe, needed.permission)) })),
  );
  const granted = asked.filter(({ answer }) => answer === 'granted');
  return [
    ...(granted.length > 0
      ? [ok(about, `the key has ${granted.map(({ permission }) => permission.name).join(', ')}.`)]
      : []),
    ...asked.flatMap(({ answer, name, permission: { resource, level }, functions }) => {
      const named = `${resource}: ${level} (${name}), for ${functions.join(', ')}`;
      if (answer === 'missing') return broken(about, `the key lacks ${named}. Give it to the key.`, dashboard.keys);
      return answer === 'unknown'
        ? byHand(about, `see that the key has ${named}. Stripe does not say.`, dashboard.keys)
        : [];
    }),
  ];
}
