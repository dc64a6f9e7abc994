import type { Random } from './random.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Makes ids that look like Stripe's: a prefix, `_`, and random base-62 characters (24 by default). */
export type NewId = (prefix: string, length?: number) => string;

/** Ids from one source of randomness, so that a seeded run names its objects the same each time. */
export function idMaker(random: Random): NewId {
  return (prefix, length = 24) => {
    let id = `${prefix}_`;
    for (let n = 0; n < length; n += 1) id += alphabet[Math.floor(random() * alphabet.length)];
    return id;
  };
}
