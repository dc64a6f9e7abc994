import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { secondsOf } from './long-files.ts';

/**
 * Journeys that move the world's clock by weeks, in order of how many accounts they create. Each simulated night costs time for every
 * account, so these journeys begin before the others have signed anybody up.
 */
const throughWeeks = ['overage', 'badge-life', 'organization', 'story', 'webhooks'].map((name) => `/${name}.test.ts`);

/** The other projects in order. The last has many short files, so that all workers end together. */
const others = ['portal', 'lives', 'infra', 'storage', 'datasets', 'unit'];

const otherSeconds = 1;

/**
 * The order of test files. Journeys take turns in one world, so a worker that took a second one would only wait. Each worker is followed by
 * what its files are known to take. Where one is free, the next journey begins if none is under way, else the longest file of the first
 * project that has any. Vitest hands a process on to the next file only if that is of the same project, and loads everything anew otherwise.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const seconds = (file: TestSpecification) =>
      secondsOf[relative(this.ctx.config.root, file.moduleId)] ?? otherSeconds;
    const isJourney = ({ project }: TestSpecification) => project.name === 'e2e';
    const sorted = (await super.sort(files)).toSorted((a, b) => seconds(b) - seconds(a));
    const journeys = sorted.filter(isJourney).toSorted((a, b) => turnOf(a) - turnOf(b));
    const rest = sorted.filter((file) => !isJourney(file)).toSorted((a, b) => placeOf(a) - placeOf(b));
    const freeAt = Array.from({ length: this.ctx.config.maxWorkers }, () => 0);
    const order: TestSpecification[] = [];
    let turnAt = worldSeconds;
    while (journeys.length + rest.length > 0) {
      const at = Math.min(...freeAt);
      const isTurn = rest.length === 0 || (journeys.length > 0 && turnAt <= at);
      const next = (isTurn ? journeys : rest).shift() as TestSpecification;
      const end = (isTurn ? Math.max(at, turnAt) : at) + seconds(next);
      if (isTurn) turnAt = end;
      freeAt[freeAt.indexOf(at)] = end;
      order.push(next);
    }
    return order;
  }
}

/** The world of the journeys is there after so long. */
const worldSeconds = 40;

const placeOf = ({ project }: TestSpecification): number => others.indexOf(project.name);

function turnOf({ moduleId }: TestSpecification): number {
  const turn = throughWeeks.findIndex((name) => moduleId.endsWith(name));
  return turn < 0 ? throughWeeks.length : turn;
}
