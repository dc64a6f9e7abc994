import type { ProblemCode } from '../../../shared/errors.ts';
import type { Problem } from '../../../shared/http/views.ts';

/** A refusal of the API (RFC 9457), or `network` if there was no answer. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** The language of its detail and of its fields' messages. */
  readonly language: string;

  constructor(problem: Problem, language = 'en') {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
    this.language = language;
  }
}

type LocalCode = 'network' | 'unavailable' | 'not_found' | 'too_large' | 'rate_limited';

/** A problem made here, because the API could not be reached or something other than the API answered. */
export const localProblem = (code: LocalCode, status: number, detail = ''): ProblemError =>
  new ProblemError({ type: `/problems/${code}`, title: '', status, detail, code, requestId: '' });

/** The problem behind an error; undefined if it was not an answer of the API. */
export const problemOf = (error: unknown): Problem | undefined =>
  error instanceof ProblemError ? error.problem : undefined;

/** Whether the API's own sentences about an error are in this language. */
export const isSaidIn = (language: string, error: unknown): boolean =>
  error instanceof ProblemError && error.language === language;

/** Whether the error is the API's refusal with this code. */
export const isProblem = (error: unknown, code: ProblemCode): boolean => problemOf(error)?.code === code;

/** Messages by field name, as the API gave them; empty for any other error. */
export const fieldErrorsOf = (error: unknown): Record<string, string> =>
  Object.fromEntries((problemOf(error)?.errors ?? []).map(({ field, message }) => [field, message]));
