import type { TestProject } from 'vitest/node';
import { startWorld } from '../../local/world.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly worldUrl: string;
  }
}

/** One local world for all journeys: bundled functions behind the synthesised routes, DynamoDB Local, the Stripe simulator. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const world = await startWorld({ port: 0, quiet: true, logFile: '.local/e2e-functions.log' });
  project.provide('worldUrl', world.url);
  return () => world.stop();
}
