import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { collectFacts } from '../stripe/facts/collect.ts';
import { exceptions } from '../stripe/facts/exceptions.ts';
import { outcomeOf } from '../stripe/facts/outcome.ts';
import { isFullRun } from './full-run.ts';

/**
 * Adds up the Stripe calls and webhooks that the test files compared with Stripe's documents. It also compares those of the local world,
 * whose simulator runs beside Vitest itself. Prints the sum at the end, and makes the run red as `outcomeOf` says.
 */
export class StripeFacts implements Reporter {
  #vitest: Vitest | undefined;
  #journey = 'a journey';
  readonly #world = collectFacts(() => this.#journey);

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  /** Journeys take turns in the world, so the last that began is the one that runs. */
  onTestModuleStart({ project, relativeModuleId }: TestModule): void {
    if (project.name === 'e2e') this.#journey = relativeModuleId;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const world = await this.#world.take();
    const { lines, isRed } = outcomeOf({
      seen: [world, ...modules.flatMap((module) => module.meta().stripeFacts ?? [])],
      unreported: world.findings,
      isFull: this.#vitest !== undefined && (await isFullRun(this.#vitest, modules)),
      exceptions: exceptions.map(({ what }) => what),
    });
    if (lines.length > 0) console.log(`\n${lines.join('\n')}\n`);
    if (isRed) process.exitCode = 1;
  }
}
