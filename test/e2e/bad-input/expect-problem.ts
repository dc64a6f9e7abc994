import { expect } from 'vitest';
import type { Reply } from '../../support/client.ts';

type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors?: { field: string; message: string }[];
};

/** Expects a problem document with one sentence that reveals nothing of the implementation. */
export function expectProblem(reply: Reply, status: number, code: string, field?: string): Problem {
  const problem = reply.body as Problem;
  expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect({ status: reply.status, code: problem.code }).toEqual({ status, code });
  expect(problem.status).toBe(status);
  expect(problem.type).toMatch(new RegExp(`/problems/${code}$`));
  expect(problem.detail).toMatch(/^\S.{8,300}[.…]$/s);
  expect(problem.detail).not.toMatch(/\bat .*\.(m?js|ts):\d+|ECONN|SELECT /);
  expect(problem.requestId).toBeTruthy();
  if (field) expect(problem.errors?.map((error) => error.field)).toContain(field);
  return problem;
}
