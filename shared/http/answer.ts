import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** The answer to a request. */
export type Answer = {
  readonly status: number;
  /** Text, or bytes in the encoding that the headers name. */
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
};

const json = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});

/** 200 with a JSON body. */
export const ok = (body: unknown, headers?: Answer['headers']): Answer => json(200, body, headers);
/** 201 with a JSON body. */
export const created = (body: unknown): Answer => json(201, body);
/** 202: taken, and done later. */
export const accepted = (body: unknown = {}): Answer => json(202, body);
/** 303: what was asked for is there, to be read with GET. */
export const seeOther = (location: string, body: unknown): Answer => json(303, body, { location });
/** 204. */
export const noContent = (): Answer => ({ status: 204 });
/** 200 with a body of another type than JSON. */
export const document = (contentType: string, body: string, headers: Answer['headers'] = {}): Answer => ({
  status: 200,
  body,
  headers: { 'content-type': contentType, ...headers },
});

/** The answer with these headers too; links of both are kept. */
export function withHeaders(answer: Answer, more: Readonly<Record<string, string>>): Answer {
  const links = [answer.headers?.link, more.link].filter((link) => link !== undefined);
  const link: Record<string, string> = links.length > 0 ? { link: links.join(', ') } : {};
  return { ...answer, headers: { ...answer.headers, ...more, ...link } };
}

/** A body in API Gateway's form (payload format 2.0): bytes travel as base64. */
function bodyOf(body: Answer['body']): Pick<APIGatewayProxyStructuredResultV2, 'body' | 'isBase64Encoded'> {
  if (body === undefined) return {};
  return typeof body === 'string' ? { body } : { body: body.toString('base64'), isBase64Encoded: true };
}

/** The answer in API Gateway's form; nothing is cached unless the answer says so. */
export const resultOf = (answer: Answer, requestId: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: answer.status,
  headers: { 'cache-control': 'no-store', ...answer.headers, 'x-request-id': requestId },
  ...bodyOf(answer.body),
  ...(answer.cookies ? { cookies: [...answer.cookies] } : {}),
});
