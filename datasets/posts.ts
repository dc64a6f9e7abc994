import { fileURLToPath } from 'node:url';
import type { DataRecord } from '../shared/datasets/query-engine.ts';
import { type Language, phrases, type Sentiment, type Topic } from './posts-phrases.ts';
import { type Random, seededRandom } from './random.ts';
import type { Sample } from './sample.ts';

/** How many posts to make up, over how many days, until when, and the seed of the randomness. */
export type PostsOptions = {
  readonly rows?: number;
  readonly days?: number;
  /** Exclusive. */
  readonly endAt?: Date;
  readonly seed?: number;
};

type Weighted<T> = readonly (readonly [choice: T, weight: number])[];
type Brand = { readonly name: string; readonly liked: number };
type Place = { readonly country: string; readonly language: Language; readonly utcOffsetHours: number };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Invented names; `liked` tilts the sentiment. */
const brands: Weighted<Brand> = [
  [{ name: 'Brellow', liked: 1.3 }, 30],
  [{ name: 'Tindrel', liked: 1 }, 22],
  [{ name: 'Havnora', liked: 0.9 }, 14],
  [{ name: 'Oskavia', liked: 1.1 }, 12],
  [{ name: 'Maruvo', liked: 0.6 }, 9],
  [{ name: 'Quandrel Coffee', liked: 1.8 }, 7],
  [{ name: 'Pellowick Bank', liked: 0.5 }, 4],
  [{ name: 'Zephyrline', liked: 0.8 }, 2],
];

const places: Weighted<Place> = [
  [{ country: 'US', language: 'en', utcOffsetHours: -5 }, 32],
  [{ country: 'GB', language: 'en', utcOffsetHours: 0 }, 14],
  [{ country: 'IN', language: 'en', utcOffsetHours: 5.5 }, 8],
  [{ country: 'MX', language: 'es', utcOffsetHours: -6 }, 9],
  [{ country: 'ES', language: 'es', utcOffsetHours: 1 }, 8],
  [{ country: 'FR', language: 'fr', utcOffsetHours: 1 }, 8],
  [{ country: 'DE', language: 'de', utcOffsetHours: 1 }, 9],
  [{ country: 'EG', language: 'ar', utcOffsetHours: 2 }, 6],
  [{ country: 'SA', language: 'ar', utcOffsetHours: 3 }, 6],
];

/** One brand's bad day, counted from the first: it begins at an hour (UTC) and fades. */
const incident = { brand: 'Havnora', dayIndex: 61, hourOfDay: 6, shareOfPosts: 0.22, fadeHours: 9 };

const topics: Weighted<Topic> = [
  ['price', 24],
  ['service', 28],
  ['quality', 26],
  ['delivery', 18],
  ['outage', 4],
];
const topicMood: Readonly<Record<Topic, number>> = { price: 0.7, service: 1, quality: 1.5, delivery: 0.9, outage: 0.3 };
const medianLikes: Readonly<Record<Sentiment, number>> = { positive: 6, neutral: 2, negative: 9 };

/** The weight of each hour of the day: people post least at 4 and most at 20. */
const hourWeights: Weighted<number> = Array.from({ length: 24 }, (_, hour) => [
  hour,
  1.15 - Math.cos(((hour - 4) / 24) * 2 * Math.PI) + (hour >= 18 && hour <= 21 ? 0.5 : 0),
]);

const authorFirst = ['amber', 'brisk', 'calm', 'dusty', 'early', 'fuzzy', 'gentle', 'hasty', 'idle', 'jolly'];
const authorSecond = [
  'otter',
  'lantern',
  'comet',
  'pepper',
  'walnut',
  'harbour',
  'sparrow',
  'button',
  'meadow',
  'kettle',
];

function authorOf(random: Random): string {
  const index = Math.floor(3_000 * random.next() ** 2);
  return `${authorFirst[index % 10]}_${authorSecond[Math.floor(index / 10) % 10]}_${index}`;
}

function usualTime(random: Random, startMs: number, days: number, place: Place): number {
  const dayWeight = (day: number) => ([0, 6].includes(new Date(startMs + day * dayMs).getUTCDay()) ? 0.65 : 1);
  let day = Math.floor(random.next() * days);
  while (random.next() > dayWeight(day)) day = Math.floor(random.next() * days);
  const utcHour = (random.weighted(hourWeights) - place.utcOffsetHours + 24) % 24;
  const offsetMs = (day * 24 + utcHour) * hourMs + Math.floor(random.next() * hourMs);
  return startMs + (offsetMs % (days * dayMs));
}

function incidentTime(random: Random, startMs: number): number {
  const sinceMs = Math.min(-Math.log(1 - random.next()) * incident.fadeHours, 72) * hourMs;
  return startMs + incident.dayIndex * dayMs + incident.hourOfDay * hourMs + Math.floor(sinceMs);
}

function textOf(
  random: Random,
  post: { brand: Brand; language: Language; topic: Topic; sentiment: Sentiment },
): string {
  const { openings, clauses } = phrases[post.language];
  const opening = random.pick(openings[post.sentiment]).replace('{b}', post.brand.name);
  const tag = random.next() < 0.2 ? ` #${post.brand.name.replaceAll(' ', '')}` : '';
  return `${opening} ${random.pick(clauses[post.topic][post.sentiment])}${tag}`;
}

function postOf(random: Random, startMs: number, days: number) {
  const brand = random.weighted(brands);
  const place = random.weighted(places);
  const struck = brand.name === incident.brand && days > incident.dayIndex && random.next() < incident.shareOfPosts;
  const topic: Topic = struck && random.next() < 0.85 ? 'outage' : random.weighted(topics);
  const mood = brand.liked * topicMood[topic] * (struck ? 0.3 : 1);
  const sentiment = random.weighted<Sentiment>([
    ['positive', 40 * mood],
    ['neutral', 30],
    ['negative', 30 / mood],
  ]);
  const likes = random.heavyTailed(medianLikes[sentiment]);
  return {
    postedAtMs: struck ? incidentTime(random, startMs) : usualTime(random, startMs, days, place),
    brand: brand.name,
    topic,
    author: authorOf(random),
    text: textOf(random, { brand, language: place.language, topic, sentiment }),
    sentiment,
    language: place.language,
    country: place.country,
    likes,
    replies: Math.floor(likes * random.next() * (sentiment === 'negative' ? 0.6 : 0.3)),
  };
}

/** Made-up posts about invented brands, in time order; ids count up from `p_00000001`. The same options give the same posts. */
export function* generatePosts(options: PostsOptions = {}): Generator<DataRecord> {
  const { rows = 20_000, days = 90, endAt = new Date('2026-11-20T00:00:00Z'), seed = 20_261_120 } = options;
  const random = seededRandom(seed);
  const startMs = endAt.getTime() - days * dayMs;
  const posts = Array.from({ length: rows }, () => postOf(random, startMs, days));
  posts.sort((one, other) => one.postedAtMs - other.postedAtMs);
  for (const [index, { postedAtMs, ...post }] of posts.entries())
    yield { id: `p_${String(index + 1).padStart(8, '0')}`, postedAt: new Date(postedAtMs).toISOString(), ...post };
}

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** 20,000 synthetic posts over 90 days, with one brand's incident in them. */
export const postsSample: Sample = {
  id: 'posts',
  sources: ['posts.ts', 'posts-phrases.ts', 'random.ts'].map(beside),
  records: () => generatePosts(),
};
