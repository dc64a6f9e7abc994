import type { TestProject } from 'vitest/node';
import { startWorld } from '../../local/world.ts';
import { giveTurns } from './turns.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a file of journeys asks for its turn in the world. */
    readonly worldTurns: number;
  }
}

/**
 * One local world for all journeys, a file at a time: bundled functions behind the synthesised routes, DynamoDB Local, the Stripe
 * simulator. Other tests run beside it, and do not wait until it is up.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const starting = startWorld({ port: 0, quiet: true, logFile: '.local/e2e-functions.log' });
  const turns = await giveTurns(starting.then(({ url }) => url));
  project.provide('worldTurns', turns.port);
  return async () => {
    turns.stop();
    await starting.then(
      (world) => world.stop(),
      () => {},
    );
  };
}
