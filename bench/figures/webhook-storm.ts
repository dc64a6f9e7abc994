import { setTimeout as sleep } from 'node:timers/promises';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';
import type { StormSize } from '../../test/support/storm/timeline.ts';
import { tollgateStorm } from '../../test/support/storm/tollgate.ts';
import { newDynamoTable } from '../../test/support/tables.ts';
import { type Bench, rounded, secondsSince } from '../figure.ts';
import { betterAuthStripe } from '../peers/better-auth-stripe.ts';
import { startPostgres } from '../peers/postgres.ts';
import { wrongInStorm } from '../peers/storm.ts';
import { stripeSyncEngine } from '../peers/stripe-sync-engine.ts';

const size: StormSize = {
  subscriptions: Number(process.env.SUBSCRIPTIONS ?? 2_000),
  eventsPerSubscription: 5,
};

/** Wrong subscriptions, lost events and misrecorded events after a storm; ours over DynamoDB Local. */
export const run: Bench = async (seed) => {
  const value = await ours(seed);
  const peer = { ...(await engines(seed)), '@better-auth/stripe 1.7.5, % wrong': await betterAuth(seed) };
  const ok = Object.values(value).every((count) => count === 0);
  return {
    bench: 'webhook-storm',
    value,
    unit: 'subscriptions, events, events',
    target: { wrong: 0, lost: 0, misrecorded: 0 },
    peer,
    ratio: null,
    ok,
  };
};

async function ours(seed: number): Promise<{ wrong: number; lost: number; misrecorded: number }> {
  const dynamoDb = await startDynamoDbLocal();
  try {
    const began = performance.now();
    const table = await newDynamoTable(dynamoDb.endpoint);
    const verdict = await tollgateStorm({ seed, ...size, table, sleep });
    const { deliveries, subscriptions, events, tries, abandoned, parked, wrongWhileParked, misrecorded } = verdict;
    console.log(`  ${deliveries} deliveries of ${events} events over ${subscriptions} subscriptions, 64 at once`);
    console.log(`  tollgate: ${tries} tries, ${abandoned} of them abandoned, ${parked} deliveries parked and replayed`);
    console.log(
      `  ${wrongWhileParked.length} wrong while those lay parked; ${verdict.wrong.length} wrong, ${verdict.lost.length} lost at the end`,
    );
    console.log(`  ${misrecorded.length} handled events whose record says otherwise; ${secondsSince(began)} s`);
    for (const id of [...verdict.wrong, ...verdict.lost, ...misrecorded])
      console.log(`  wrong, lost or misrecorded: ${id}`);
    return { wrong: verdict.wrong.length, lost: verdict.lost.length, misrecorded: misrecorded.length };
  } finally {
    await dynamoDb.stop();
  }
}

async function engines(seed: number): Promise<Record<string, number | string>> {
  const name = '@supabase/stripe-sync-engine 0.48.5';
  const postgres = await startPostgres();
  if (!postgres)
    return { [name]: 'skipped: PostgreSQL is not installed and could not be (apt-get install postgresql)' };
  try {
    return {
      [`${name}, events believed, % wrong`]: await percent(seed, stripeSyncEngine(postgres.url, { refetch: false })),
      [`${name}, asking Stripe, % wrong`]: await percent(seed, stripeSyncEngine(postgres.url, { refetch: true })),
    };
  } finally {
    postgres.stop();
  }
}

function betterAuth(seed: number): Promise<number> {
  console.log('  @better-auth/stripe (it never asks Stripe: faults and deaths at its storage only) …');
  return percent(seed, betterAuthStripe);
}

async function percent(seed: number, start: Parameters<typeof wrongInStorm>[2]): Promise<number> {
  const began = performance.now();
  const wrong = rounded(await wrongInStorm(seed, size, start));
  console.log(`  … ${wrong} % of ${size.subscriptions} subscriptions wrong; ${secondsSince(began)} s`);
  return wrong;
}
