import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Projects by how long their longest file takes: what begins last must not be what everything else then waits for. */
const projects = ['lives', 'e2e', 'portal', 'infra', 'storage', 'datasets', 'unit'];

/** The order of test files. Within a project it is Vitest's own: by what they took last time, or by their size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification) => projects.indexOf(project.name);
    const sorted = (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
    const [first, ...others] = sorted.filter(({ project }) => project.name !== 'e2e');
    const journeys = sorted.filter(({ project }) => project.name === 'e2e');
    const between = Math.max(0, this.ctx.config.maxWorkers - 2);
    const spread = journeys.flatMap((journey) => [journey, ...others.splice(0, between)]);
    return [...(first ? [first] : []), ...spread, ...others];
  }
}
