import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Projects by how long their longest file takes: everything would wait for a long file that begins last. */
const projects = ['lives', 'e2e', 'portal', 'infra', 'storage', 'datasets', 'unit'];

/**
 * Journeys that pass weeks of the world's clock, by how many accounts they make. A night costs processor time for each account, so they begin
 * before the others have signed anybody up.
 */
const throughWeeks = ['overage', 'badge-life', 'organization', 'story', 'webhooks'].map((name) => `/${name}.test.ts`);

/** The order of test files. Within a project it is Vitest's own: by what they took last time, or by their size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification) => projects.indexOf(project.name);
    const sorted = (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
    const [first, ...others] = sorted.filter(({ project }) => project.name !== 'e2e');
    const journeys = sorted.filter(({ project }) => project.name === 'e2e').toSorted((a, b) => turnOf(a) - turnOf(b));
    const between = Math.max(0, this.ctx.config.maxWorkers - 2);
    const spread = journeys.flatMap((journey) => [journey, ...others.splice(0, between)]);
    return [...(first ? [first] : []), ...spread, ...others];
  }
}

function turnOf({ moduleId }: TestSpecification): number {
  const turn = throughWeeks.findIndex((name) => moduleId.endsWith(name));
  return turn < 0 ? throughWeeks.length : turn;
}
