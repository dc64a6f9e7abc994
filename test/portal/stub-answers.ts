import { type FieldError, type ProblemCode, problems } from '../../shared/errors.ts';
import type { Listing, Problem } from '../../shared/http/views.ts';
import type { World } from './stub-state.ts';

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, string> & { readonly response?: { readonly id: string } };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};
export type Answer = {
  readonly status: number;
  readonly body?: object;
  readonly text?: string;
  readonly file?: { readonly type: string; readonly bytes: string | Buffer };
};

/** A refusal as the API writes it. */
export const refuse = (code: ProblemCode, detail: string, errors?: FieldError[]): Answer => {
  const { status, title } = problems[code];
  const body: Problem = { type: `/problems/${code}`, title, status, detail, code, requestId: 'req_123', errors };
  return { status, body };
};

export const ok = <T extends object>(body: T): Answer => ({ status: 200, body });
export const created = <T extends object>(body: T): Answer => ({ status: 201, body });
export const done: Answer = { status: 204 };
export const accepted: Answer = { status: 202 };
export const gone = refuse('not_found', 'There is no such thing.');
export const spent = refuse('link_invalid', 'Ask for a new link.');
export const drawn = (type: string, bytes: string | Buffer): Answer => ({ status: 200, file: { type, bytes } });
export const listing = <T>(data: T[]): Answer => ok<Listing<T>>({ data });

/** Answers one route from the world, which it may change; `id` is the value of `:id` in its path. */
export type Route = (world: World, call: Call, id: string) => Answer;
