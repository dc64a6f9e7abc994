import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { functions } from '../../infra/functions.ts';
import { isFullRun } from './full-run.ts';
import { neverLeft } from './lines-left.ts';

/** Makes a full run red in which a declared line of the trail was never left. A part of a run says nothing. */
export class LinesLeft implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    if (!this.#vitest || !(await isFullRun(this.#vitest, modules))) return;
    const missing = neverLeft(functions, new Set(modules.flatMap((module) => module.meta().linesLeft ?? [])));
    if (missing.length === 0) return;
    console.log(`\n${missing.join('\n')}\n`);
    process.exitCode = 1;
  }
}
