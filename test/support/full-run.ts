import type { TestModule, Vitest } from 'vitest/node';

/** Whether all test files of all projects ran, with all their tests, and passed. */
export async function isFullRun(vitest: Vitest, modules: readonly TestModule[]): Promise<boolean> {
  const { testNamePattern, shard, changed, related, project } = vitest.config;
  if (testNamePattern || shard || changed || related || project.length > 0) return false;
  if (!modules.every((module) => module.ok())) return false;
  return modules.length === (await vitest.globTestSpecifications()).length;
}
