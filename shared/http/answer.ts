import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export type Answer = {
  readonly status: number;
  readonly body?: string;
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
/** 204. */
export const noContent = (): Answer => ({ status: 204 });
/** 200 with a body of another type than JSON. */
export const document = (contentType: string, body: string, headers: Answer['headers'] = {}): Answer => ({
  status: 200,
  body,
  headers: { 'content-type': contentType, ...headers },
});

/** The answer in API Gateway's form; nothing is cached unless the answer says so. */
export const resultOf = (answer: Answer, requestId: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: answer.status,
  headers: { 'cache-control': 'no-store', ...answer.headers, 'x-request-id': requestId },
  ...(answer.body === undefined ? {} : { body: answer.body }),
  ...(answer.cookies ? { cookies: [...answer.cookies] } : {}),
});
