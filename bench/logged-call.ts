import { accessLogFields } from '../infra/constructs/public-api.ts';
import { logOf } from '../shared/log.ts';

/** Bytes that CloudWatch Logs adds to the text of each event. Source: CloudWatch Logs API Reference, PutLogEvents. */
const bytesAnEvent = 26;
const invocation = '8f507cfc-0000-4697-b07a-ac58fc914c95';
const request = {
  requestId: 'AbCdEfGhIAMEPvQ=',
  at: '30/Nov/2026:12:00:00 +0000',
  route: 'GET /data/{dataset}',
  path: '/data/posts',
  status: '200',
  bytes: '20000',
  latencyMs: '25',
};

/** Bytes that CloudWatch ingests for one metered read: the function's line, Lambda's three lines, and the access log's. */
export function loggedBytes(memoryMb: number): number {
  const lines: string[] = [];
  const { requestId, route } = request;
  const fields = { requestId, route, method: 'GET', status: 200, durationMs: 20 };
  logOf('data', (line) => lines.push(`${new Date(0).toISOString()}\t${invocation}\tINFO\t${line}`)).info(
    'request',
    fields,
  );
  const ofLambda = [
    `START RequestId: ${invocation} Version: $LATEST`,
    `END RequestId: ${invocation}`,
    `REPORT RequestId: ${invocation}\tDuration: 20.00 ms\tBilled Duration: 20 ms\tMemory Size: ${memoryMb} MB\tMax Memory Used: 180 MB\t`,
  ];
  const values: Readonly<Record<string, string>> = request;
  const access = Object.keys(accessLogFields).map((name) => [name, values[name] ?? '-']);
  const all = [...lines, ...ofLambda, JSON.stringify(Object.fromEntries(access))];
  return all.reduce((bytes, line) => bytes + Buffer.byteLength(line) + bytesAnEvent, 0);
}
