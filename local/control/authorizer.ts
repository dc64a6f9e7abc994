import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { FunctionPool } from '../host/function-pool.ts';
import { sendJson, sendProblem } from '../host/send-answer.ts';
import { readInput } from './input.ts';

/** An event of API Gateway for a Lambda authorizer, payload format 2.0, as far as the authorizer reads it. */
const AuthorizerEvent = z.looseObject({
  version: z.literal('2.0', 'must be "2.0"'),
  rawPath: z.string('must be a text'),
  headers: z.record(z.string(), z.string(), 'must be an object of texts'),
  requestContext: z.looseObject({
    apiId: z.string('must be a text'),
    requestId: z.string('must be a text'),
    http: z.looseObject({ method: z.string('must be a text'), sourceIp: z.string('must be a text') }),
  }),
});

/** Invokes the authorizer with the request's event, in place of API Gateway, and sends its verdict. */
export async function askAuthorizer(
  functions: readonly FunctionPool[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const event = await readInput(request, AuthorizerEvent);
  if (!event.ok) return sendProblem(response, event.problem);
  const outcome = await functions.find(({ spec }) => spec.name === 'authorizer')?.invoke(event.value);
  if (outcome?.ok) return sendJson(response, outcome.value);
  const detail = `The authorizer failed: ${outcome?.message ?? 'this deployment has none'}.`;
  sendProblem(response, { status: 502, code: 'internal', detail });
}
