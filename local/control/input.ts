import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { readBody } from '../host/body.ts';
import type { HostProblem } from '../host/problem.ts';

const maxBodyBytes = 100_000;
const fiveYearsSeconds = 5 * 366 * 86_400;

/** The body of `POST /__local/clock`. */
export const ClockInput = z.strictObject({
  advanceSeconds: z
    .number('must be a number of seconds')
    .min(0, 'must be 0 or more: the clock only moves forward')
    .max(fiveYearsSeconds, `must be at most ${fiveYearsSeconds} (five years); send several requests to go further`),
});

const probability = z.number('must be a number').min(0, 'must be from 0 to 1').max(1, 'must be from 0 to 1').optional();

/** The body of `POST /__local/stripe/faults`. */
export const FaultsInput = z.strictObject({
  duplicate: probability,
  shuffle: z.union([z.boolean(), probability], 'must be true, false, or a number from 0 to 1').optional(),
  drop: probability,
  errorRate: probability,
  delayMs: z.number('must be milliseconds').min(0, 'must be 0 or more').max(60_000, 'must be at most 60000').optional(),
  seed: z.number('must be a whole number').int('must be a whole number').optional(),
});

/** The body of `POST /__local/dns`. `records` null: forget the name's answer. */
export const DnsInput = z.strictObject({
  name: z.string('must be a name').min(1, 'must be a name').max(253, 'must be at most 253 characters'),
  records: z
    .array(z.string('must be a text'), 'must be a list of texts')
    .max(1_000, 'must be at most 1000')
    .nullable()
    .default(null),
  fails: z
    .enum(['silent', 'servfail', 'refused', 'missing'], 'must be one of silent, servfail, refused, missing')
    .optional(),
  takesNoMail: z.boolean('must be true or false').optional(),
});

/** A body that fits its shape, or the problem to answer with. */
export type Input<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: HostProblem };

/** Reads a JSON body of the given shape; a problem lists each wrong field. */
export async function readInput<T>(request: IncomingMessage, shape: z.ZodType<T>): Promise<Input<T>> {
  const body = await readBody(request, maxBodyBytes);
  const parsed = shape.safeParse(jsonOf(body));
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = parsed.error.issues.map((issue) => ({
    field: fieldOf(issue),
    message: issue.code === 'unrecognized_keys' ? `is not known; known are ${knownIn(shape)}` : issue.message,
  }));
  const detail = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
  return { ok: false, problem: { status: 400, code: 'invalid_request', detail: `${detail}.`, errors } };
}

const fieldOf = (issue: z.core.$ZodIssue): string =>
  (issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.')) || 'body';

const knownIn = (shape: z.ZodType): string => (shape instanceof z.ZodObject ? Object.keys(shape.shape).join(', ') : '');

function jsonOf(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString() ?? '');
  } catch {
    return undefined;
  }
}
