import { expect, test } from 'vitest';
import { startDynamoDbLocal } from '../../../local/dynamodb-local.ts';
import { chaos } from '../../support/chaos/chaos.ts';

/** Ten minutes of virtual time are `npm run test:long:chaos`. */
const seed = Number(process.env.SEED ?? 1);
const seconds = Number(process.env.SECONDS_OF_CHAOS ?? 15);
const timeoutMs = 120_000 + 10_000 * seconds;

test(
  `eight killed and frozen processes over a faulty table exceed no limit, bill nothing twice or unserved, and lose no more than allowed (SEED=${seed})`,
  async () => {
    const dynamoDb = await startDynamoDbLocal();
    try {
      const { endpoint } = dynamoDb;
      const seen = await chaos({ seed, seconds, endpoint });
      console.info(JSON.stringify({ seed, seconds, ...seen }));
      expect(seen.wrong).toEqual([]);
      expect(seen.served).toBe(seen.billed + seen.lost);
      expect(seen.lost).toBeLessThanOrEqual(seen.mayBeLost);
      expect(seen.served).toBeGreaterThan(200 * seconds);
      const { killed = 0, stopped = 0, frozen = 0 } = seen.counted;
      expect(killed + stopped + frozen).toBeGreaterThan(seconds / 10);
    } finally {
      await dynamoDb.stop();
    }
  },
  timeoutMs,
);
