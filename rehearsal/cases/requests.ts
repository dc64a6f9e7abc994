import Stripe from 'stripe';
import { newBuyer, rehearsalEmail } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';
import type { World } from '../world.ts';

/** The status and code of a refusal, null where Stripe takes the request. */
async function answerTo(world: World, call: () => Promise<unknown>) {
  const refusal = await world.refusal(call);
  return refusal && [refusal.status, refusal.code ?? null];
}

const customer = (world: World, name: string) => ({
  email: rehearsalEmail,
  name,
  ...(world.clock && { test_clock: world.clock.id }),
});

/** Requests as such: keys, lists, lengths, versions and limits. */
export const requestCases: readonly Case[] = [
  {
    id: 'key-too-long',
    title: 'An idempotency key has at most 255 characters.',
    beliefs: ['Y1'],
    async run(world) {
      const create = (idempotencyKey: string) =>
        answerTo(world, () => world.stripe.customers.create(customer(world, 'Key'), { idempotencyKey }));
      world.holds('Y1', '255 are taken.', { actual: await create(`${world.token}_`.padEnd(255, 'k')), expected: null });
      world.saw('a key of 256 characters', await create(`${world.token}_`.padEnd(256, 'k')));
    },
  },
  {
    id: 'key-other-parameters',
    title: 'One key with other parameters is an error of its own.',
    beliefs: ['Y3'],
    async run(world) {
      const idempotencyKey = `${world.token}:1`;
      await world.stripe.customers.create(customer(world, 'One'), { idempotencyKey });
      const refused = await world.stripe.customers.create(customer(world, 'Two'), { idempotencyKey }).then(
        () => false,
        (error: unknown) => error instanceof Stripe.errors.StripeIdempotencyError,
      );
      world.holds('Y3', 'It is an idempotency_error.', { actual: refused, expected: true });
    },
  },
  {
    id: 'key-replayed',
    title: 'A repeated answer says that it is one.',
    beliefs: ['Y6'],
    async run(world) {
      const idempotencyKey = `${world.token}:1`;
      const create = () => world.stripe.customers.create(customer(world, 'One'), { idempotencyKey });
      const [first, second] = [await create(), await create()];
      world.holds('Y6', 'It is the same object, with a header.', {
        actual: [first.id === second.id, second.lastResponse.headers['idempotent-replayed']],
        expected: [true, 'true'],
      });
    },
  },
  {
    id: 'key-kept-refusal',
    title: 'A refusal may be kept under its key: corrected parameters are then an error.',
    beliefs: ['Y2', 'Y4'],
    async run(world) {
      const idempotencyKey = `${world.token}:1`;
      const create = (price: string) =>
        answerTo(world, async () => {
          const { customerId } = buyer;
          await world.stripe.subscriptions.create({ customer: customerId, items: [{ price }] }, { idempotencyKey });
        });
      const buyer = await newBuyer(world);
      const refused = await create('price_a1b2c3d4e5f6g7h8');
      world.saw('corrected under the same key', await create(world.price(keys.basic)));
      world.holds('Y2', 'An unknown price is resource_missing.', {
        actual: refused,
        expected: [400, 'resource_missing'],
      });
    },
  },
  {
    id: 'list-limits',
    title: 'A list has from 1 to 100 entries, and one cursor.',
    beliefs: ['Q1'],
    async run(world) {
      const { customerId } = await newBuyer(world, { card: null });
      const list = (params: Stripe.InvoiceListParams) =>
        answerTo(world, () => world.stripe.invoices.list({ customer: customerId, ...params }));
      world.holds('Q1', '1 and 100 are taken.', {
        actual: [await list({ limit: 1 }), await list({ limit: 100 })],
        expected: [null, null],
      });
      world.saw('a limit of 0, of 101, and both cursors', [
        await list({ limit: 0 }),
        await list({ limit: 101 }),
        await list({ starting_after: 'in_a1b2c3d4e5f6g7h8', ending_before: 'in_h8g7f6e5d4c3b2a1' }),
      ]);
    },
  },
  {
    id: 'list-lookup-keys',
    title: 'A list of prices takes ten lookup keys.',
    beliefs: ['Q2'],
    async run(world) {
      const list = (count: number) => {
        const lookup_keys = Array.from({ length: count }, (_, n) => `${world.token}_${n}`);
        return answerTo(world, () => world.stripe.prices.list({ lookup_keys }));
      };
      world.holds('Q2', 'Ten are taken.', { actual: await list(10), expected: null });
      world.saw('eleven lookup keys', await list(11));
    },
  },
  {
    id: 'expand-depth',
    title: 'The product expands to four levels, and a fifth is refused.',
    beliefs: ['Q3'],
    async run(world) {
      const { customerId } = await newBuyer(world, { card: null });
      const list = (path: string) =>
        answerTo(world, () => world.stripe.subscriptions.list({ customer: customerId, expand: [path] }));
      world.holds('Q3', 'Four levels are taken.', {
        actual: await list('data.customer.invoice_settings.default_payment_method'),
        expected: null,
      });
      world.saw('five levels', await list('data.customer.invoice_settings.default_payment_method.customer'));
    },
  },
  {
    id: 'metadata-limits',
    title: 'Metadata has values of at most 500 characters.',
    beliefs: ['W1'],
    async run(world) {
      const create = (length: number) =>
        answerTo(world, () =>
          world.stripe.customers.create({ ...customer(world, 'M'), metadata: { note: 'x'.repeat(length) } }),
        );
      world.holds('W1', '500 are taken, 501 refused.', {
        actual: [await create(500), (await create(501))?.[0]],
        expected: [null, 400],
      });
    },
  },
  {
    id: 'name-lengths',
    title: 'Names and addresses have the lengths that the product allows.',
    beliefs: ['V7'],
    async run(world) {
      const taken = await answerTo(world, () => world.stripe.customers.create(customer(world, 'n'.repeat(256))));
      world.saw(
        'a name of 257 characters',
        await answerTo(world, () => world.stripe.customers.create(customer(world, 'n'.repeat(257)))),
      );
      world.holds('V7', 'A name has 256 characters.', { actual: taken, expected: null });
    },
  },
  {
    id: 'version-unknown',
    title: 'A version that is none is refused.',
    beliefs: ['V1'],
    async run(world) {
      const { customerId } = await newBuyer(world, { card: null });
      const old = { apiVersion: '1999-01-01' } as Stripe.RequestOptions;
      world.saw(
        'version 1999-01-01',
        await answerTo(world, () => world.stripe.customers.retrieve(customerId, {}, old)),
      );
    },
  },
  {
    id: 'parameter-unknown',
    title: 'A parameter that Stripe does not know is refused by its name.',
    beliefs: ['V5'],
    async run(world) {
      const strange = { ...customer(world, 'S'), tollgate: 'x' } as Stripe.CustomerCreateParams;
      world.holds('V5', 'It is parameter_unknown.', {
        actual: await answerTo(world, () => world.stripe.customers.create(strange)),
        expected: [400, 'parameter_unknown'],
      });
    },
  },
  {
    id: 'thirty-a-second',
    title: 'Stripe takes 25 calls of one operation in a second.',
    beliefs: ['L2', 'L4'],
    simulatorOnly: 'it would disturb what else uses the account',
    rateLimitPerEndpoint: 25,
    async run(world) {
      const { customerId } = await newBuyer(world, { card: null });
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => world.refusal(() => world.quiet.subscriptions.list({ customer: customerId }))),
      );
      world.holds('L2', 'Five of thirty are refused.', {
        actual: answers.filter((each) => each?.status === 429).length,
        expected: 5,
      });
    },
  },
];
