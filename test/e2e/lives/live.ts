import { expect } from 'vitest';
import { seededRandom } from '../../../datasets/random.ts';
import { accessFaults, accountsAsOperator } from './access.ts';
import { atMost } from './at-most.ts';
import { type Books, customersSince, type Deed, emptyBooks, partOf } from './books.ts';
import { call, type Moment, momentsOf } from './calls.ts';
import { causeFaults } from './judge-causes.ts';
import { endingFaults } from './judge-endings.ts';
import { moneyFaults } from './judge-money.ts';
import { periodFaults } from './judge-periods.ts';
import { usageFaults } from './judge-usage.ts';
import { liveOneDay, newLife } from './life.ts';
import type { Life, Scene } from './life-types.ts';
import type { LivesWorld } from './lives-world.ts';
import { changeAmount } from './migrate.ts';
import type { Offer } from './offer.ts';
import { readBooks, readNews } from './read-books.ts';
import { readDrift } from './read-drift.ts';
import { storiesOf } from './story.ts';
import { type StripeSubscription, stripeSide } from './stripe-side.ts';

const daySeconds = 86_400;

type Judged = { readonly day: number; readonly faults: readonly string[]; readonly told: Set<string> };

/** The size of a run. A seed and a first day repeat it. */
export type Run = {
  readonly seed: number;
  readonly start: Date;
  readonly customers: number;
  readonly days: number;
  /** How many customers act at the same time. */
  readonly atOnce: number;
};

/** A run as the command line names it; a variable of the environment comes before its default. `hour`: when days begin, in UTC. */
export function runOf(usual: Omit<Run, 'seed' | 'start'> & { readonly hour: number }): Run {
  const { SEED, CUSTOMERS, DAYS, START } = process.env;
  return {
    seed: Number(SEED ?? 20261124),
    customers: Number(CUSTOMERS ?? usual.customers),
    days: Number(DAYS ?? usual.days),
    start: START ? new Date(START) : new Date(nextLeapJanuary() + usual.hour * 3_600_000),
    atOnce: usual.atOnce,
  };
}

export const nameOf = ({ seed, start, customers, days }: Run): string =>
  `SEED=${seed} START=${start.toISOString()} CUSTOMERS=${customers} DAYS=${days}`;

/** 29 January of the next leap year that has not begun: the 29th, 30th and 31st, and 29 February, come at once. */
function nextLeapJanuary(): number {
  let year = new Date().getUTCFullYear() + 1;
  while (new Date(Date.UTC(year, 1, 29)).getUTCMonth() !== 1) year += 1;
  return Date.UTC(year, 0, 29);
}

/** The first ones sign up on 29, 30 and 31 January and 28 and 29 February, the others evenly over two thirds of the time. */
function newLives({ seed, customers, days }: Run): Life[] {
  const first = [0, 1, 2, 30, 31];
  return Array.from({ length: customers }, (_, i) =>
    newLife(seed, i, first[i] ?? Math.floor((i * days * 2) / (3 * customers))),
  );
}

const inEuros = ({ euros }: Offer) =>
  Object.fromEntries(Object.entries(euros).map(([lookupKey, amount]) => [`${lookupKey} eur`, [amount]]));

/** The faults in the books at the end of a day. */
const bookFaults = (books: Books, offer: Offer, now: number): string[] => [
  ...periodFaults(books),
  ...causeFaults(books),
  ...endingFaults(books, now),
  ...moneyFaults(books, { ...offer.prices, ...inEuros(offer) }),
  ...usageFaults(books, offer, now),
];

/** Makes the calls of a day, each at its time. */
async function callAt(scene: Scene, moments: readonly Moment[]): Promise<void> {
  for (const { at, life } of moments) {
    await scene.world.moveTo(at);
    await call(scene, life, 20 + Math.floor(life.random.next() * 700));
  }
}

/** Lives all days of a run, and judges each; returns the deeds. Throws on the first day with a fault. */
export async function live(world: LivesWorld, offer: Offer, run: Run): Promise<readonly Deed[]> {
  const { seed, customers, days, start, atOnce } = run;
  const scene: Scene = {
    world,
    offer,
    stripe: stripeSide(world.stripe),
    books: emptyBooks(),
    now: () => Math.floor(world.now().getTime() / 1000),
  };
  const lives = newLives(run);
  const told = new Set<string>();
  const random = seededRandom(seed);
  const deedChance = Math.min(0.06, 6 / customers);
  const first = Math.floor(start.getTime() / 1000);
  let running: readonly StripeSubscription[] = [];
  let operator = await world.signIn('operator@example.com');
  for (let day = 0; day < days; day++) {
    const dayEnd = first + (day + 1) * daySeconds;
    const noon = dayEnd - Math.floor(random.next() * daySeconds);
    const usual = [noon, dayEnd - Math.floor(random.next() * daySeconds)] as const;
    const moments = momentsOf(scene, lives, { from: dayEnd - daySeconds, to: dayEnd, usual, running });
    await callAt(
      scene,
      moments.filter(({ at }) => at < noon),
    );
    await world.moveTo(noon);
    await atMost(atOnce, lives, (life) => liveOneDay(scene, life, { day, deedChance }));
    if (day === Math.floor(days / 2)) await changeAmount(scene);
    await callAt(
      scene,
      moments.filter(({ at }) => at >= noon),
    );
    await world.moveTo(dayEnd);
    operator = day % 6 === 5 ? await world.signIn('operator@example.com') : operator;
    const accounts = await accountsAsOperator(operator);
    running = await readNews(scene, accounts);
    scene.books.drifts.push(...(await readDrift(operator, dayEnd - daySeconds)));
    const touched = customersSince(scene.books, dayEnd - 2 * daySeconds);
    const faults = [
      ...(await accessFaults(scene, lives, { accounts, live: running })),
      ...bookFaults(partOf(scene.books, touched), offer, scene.now()),
    ];
    if (day % 50 === 49)
      console.log(`${day + 1} days, ${scene.books.deeds.length} deeds, ${scene.books.charges.size} charges`);
    tell(scene, run, { day, faults, told });
  }
  await readBooks(scene);
  tell(scene, run, { day: days, faults: bookFaults(scene.books, offer, scene.now()), told });
  expect([...told], nameOf(run)).toEqual([]);
  return scene.books.deeds;
}

/**
 * Fails with the faults of a day and the lives of their customers. With `KEEP_GOING=1` it prints them, and the run goes on; `told` has the faults
 * that were printed.
 */
function tell({ books }: Scene, run: Run, { day, faults, told }: Judged): void {
  const news = faults.filter((fault) => !told.has(fault));
  if (news.length === 0) return;
  for (const fault of news) told.add(fault);
  const text = [`${nameOf(run)}, day ${day}:`, ...news, storiesOf(books, news)].join('\n');
  if (!process.env.KEEP_GOING) throw new Error(text);
  console.log(text);
}

/** Every kind of deed. A large run has to see all of them. */
const everyKind: readonly Deed['kind'][] = [
  ...(['bought', 'cancelled', 'changed', 'disputed', 'ended'] as const),
  ...(['kept', 'migrated', 'paused', 'refunded', 'resumed'] as const),
];

/** Fails where a run saw fewer kinds of deeds than `least`. */
export function expectVariety(deeds: readonly Deed[], least: number | 'all'): void {
  const seen = everyKind.filter((each) => deeds.some(({ kind }) => kind === each));
  expect(seen.length, `the lives are too dull, with nothing but ${seen}`).toBeGreaterThanOrEqual(
    least === 'all' ? everyKind.length : least,
  );
}
