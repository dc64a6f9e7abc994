import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../datasets/random.ts';
import { startWorld, type World } from '../../local/world.ts';
import type { Person } from '../support/client.ts';
import { enterWorld } from '../support/client.ts';
import { accessFaults, accountsAsOperator } from './lives/access.ts';
import { atMost } from './lives/at-most.ts';
import { type Books, customersSince, type Deed, emptyBooks, partOf } from './lives/books.ts';
import { causeFaults } from './lives/judge-causes.ts';
import { endingFaults } from './lives/judge-endings.ts';
import { moneyFaults } from './lives/judge-money.ts';
import { periodFaults } from './lives/judge-periods.ts';
import { liveOneDay, newLife } from './lives/life.ts';
import type { Life, Scene } from './lives/life-types.ts';
import { changeAmount } from './lives/migrate.ts';
import { signIn } from './lives/person.ts';
import { readBooks, readNews } from './lives/read-books.ts';
import { stripeSide } from './lives/stripe-side.ts';

/** `CUSTOMERS=200 DAYS=1095` in `npm run test:long`. A seed and a first day repeat a run. */
const seed = Number(process.env.SEED ?? 20261124);
const customers = Number(process.env.CUSTOMERS ?? 5);
const days = Number(process.env.DAYS ?? 62);
const start = new Date(process.env.START ?? nextLeapJanuary());
const daySeconds = 86_400;
const asNamed = `SEED=${seed} START=${start.toISOString()} CUSTOMERS=${customers} DAYS=${days}`;

/** Every kind of deed. The large run has to see all of them, a run of two months half of them. */
const everyKind: readonly Deed['kind'][] = [
  ...(['bought', 'cancelled', 'changed', 'disputed', 'ended'] as const),
  ...(['kept', 'migrated', 'paused', 'refunded', 'resumed'] as const),
];
const leastKinds = customers >= 100 ? everyKind.length : days >= 60 ? everyKind.length / 2 : 1;

/** The amounts that each price has had, oldest first. */
const prices = {
  basic_monthly: [100_00, 120_00],
  pro_monthly: [5_000_00],
  verified_monthly: [8_00],
  verified_yearly: [84_00],
};

/** 29 January of the next leap year that has not begun: the 29th, 30th and 31st, and 29 February, come at once. */
function nextLeapJanuary(): Date {
  let year = new Date().getUTCFullYear() + 1;
  while (new Date(Date.UTC(year, 1, 29)).getUTCMonth() !== 1) year += 1;
  return new Date(Date.UTC(year, 0, 29));
}

let world: World;
let scene: Scene;
let operator: Person;
beforeAll(async () => {
  world = await startWorld({ port: 0, quiet: true, logFile: '.local/lives-functions.log', startAt: start });
  enterWorld(world.url);
  const { apiBase, secretKey } = (await world.status()).stripe;
  const stripe = stripeSide({ apiBase, secretKey: secretKey ?? '' });
  scene = { world, stripe, books: emptyBooks(), now: () => Math.floor(world.now().getTime() / 1000) };
  operator = await signIn(world, 'operator@example.com');
});
afterAll(() => world.stop());

/** The first ones sign up on 29, 30 and 31 January and 28 and 29 February, the others evenly over two thirds of the time. */
function newLives(): Life[] {
  const first = [0, 1, 2, 30, 31];
  return Array.from({ length: customers }, (_, i) =>
    newLife(seed, i, first[i] ?? Math.floor((i * days * 2) / (3 * customers))),
  );
}

async function moveTo(at: number): Promise<void> {
  const { now, settled } = await world.advance(Math.max(0, at - world.now().getTime() / 1000));
  if (!settled) throw new Error(`The world did not become quiet at ${now}`);
}

/** The faults in the books at the end of a day. */
const bookFaults = (books: Books, now: number): string[] => [
  ...periodFaults(books),
  ...causeFaults(books),
  ...endingFaults(books, now),
  ...moneyFaults(books, prices),
];

test(`lives of ${customers} customers over ${days} days (${asNamed}): access matches the oracle daily, charges have one cause, periods tile time, sums match to the cent`, async () => {
  const lives = newLives();
  const random = seededRandom(seed);
  const deedChance = Math.min(0.06, 3 / customers);
  const first = Math.floor(start.getTime() / 1000);
  for (let day = 0; day < days; day++) {
    const dayEnd = first + (day + 1) * daySeconds;
    await moveTo(dayEnd - Math.floor(random.next() * daySeconds));
    await atMost(4, lives, (life) => liveOneDay(scene, life, { day, deedChance }));
    if (day === Math.floor(days / 2)) await changeAmount(scene, 'basic_monthly', 120_00);
    await moveTo(dayEnd);
    if (day % 6 === 5) operator = await signIn(world, 'operator@example.com');
    const accounts = await accountsAsOperator(operator);
    const live = await readNews(scene, accounts);
    const touched = customersSince(scene.books, dayEnd - 2 * daySeconds);
    const faults = [
      ...(await accessFaults(scene, lives, { accounts, live })),
      ...bookFaults(partOf(scene.books, touched), scene.now()),
    ];
    if (day % 50 === 49)
      console.log(`${day + 1} days, ${scene.books.deeds.length} deeds, ${scene.books.charges.size} charges`);
    expect(faults, `day ${day}, ${world.now().toISOString()}`).toEqual([]);
  }
  await readBooks(scene);
  expect(bookFaults(scene.books, scene.now()), asNamed).toEqual([]);
  const seen = everyKind.filter((each) => scene.books.deeds.some(({ kind }) => kind === each));
  expect(seen.length, `the lives are too dull, with nothing but ${seen}`).toBeGreaterThanOrEqual(leastKinds);
}, 7_200_000);
