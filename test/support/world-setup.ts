import type { TestProject } from 'vitest/node';
import { startWorld } from '../../local/world.ts';
import { giveTurns } from './turns.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The port at which a file of journeys asks for its turn in the world. */
    readonly worldTurns: number;
  }
}

/**
 * Starts one local world for all journeys, which use it one file at a time. It has the bundled functions behind the synthesised routes, DynamoDB
 * Local, and the Stripe simulator. Other tests run meanwhile and do not wait for it.
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
