import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Projects in order of their longest file: a long file must not begin last, because everything else then waits for it. */
const projects = ['lives', 'e2e', 'portal', 'infra', 'storage', 'datasets', 'unit'];

/**
 * Journeys that move the world's clock by weeks, in order of how many accounts they create. Each simulated night costs time for every
 * account, so these journeys begin before the others have signed anybody up.
 */
const throughWeeks = ['overage', 'badge-life', 'organization', 'story', 'webhooks'].map((name) => `/${name}.test.ts`);

/** The order of test files. Within a project it is Vitest's own: by their last duration, or by their size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification) => projects.indexOf(project.name);
    const sorted = (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
    const [first, ...others] = sorted.filter(({ project }) => project.name !== 'e2e');
    const journeys = sorted.filter(({ project }) => project.name === 'e2e').toSorted((a, b) => turnOf(a) - turnOf(b));
    const spread = journeys.flatMap((journey, n) => [journey, ...others.splice(0, this.#besides(n))]);
    return [...(first ? [first] : []), ...spread, ...others];
  }

  /**
   * How many other files follow the n-th journey. Journeys take turns in one world, so a second worker that takes one would only wait. The
   * first three last as long as the lives beside them; from then on a file of another project follows every second journey.
   */
  #besides(n: number): number {
    const between = Math.max(0, this.ctx.config.maxWorkers - 2);
    return n >= 2 && n % 2 === 0 ? between + 1 : between;
  }
}

function turnOf({ moduleId }: TestSpecification): number {
  const turn = throughWeeks.findIndex((name) => moduleId.endsWith(name));
  return turn < 0 ? throughWeeks.length : turn;
}
