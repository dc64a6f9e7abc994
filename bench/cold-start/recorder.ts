import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Recorded, RecordedCall } from './recorded.ts';

type Noted = RecordedCall & { readonly begunAt: number; endedAt: number };

/**
 * A proxy that passes calls on to DynamoDB and records them. It also stands in for SSM, with `parameter` as the value of every name, and for
 * an upstream that answers `{}`.
 */
export async function startRecorder(dynamoDb: string, parameter: string) {
  const noted: Noted[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const [service = '', action = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    if (service === '') return response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    const headers = { 'content-type': 'application/x-amz-json-1.1' };
    if (service === 'AmazonSSM') return response.writeHead(200, headers).end(parametersOf(body, parameter));
    const call = { action, input: JSON.parse(body) as object, begunAt: performance.now(), endedAt: Number.NaN };
    noted.push(call);
    const { authorization = '', 'x-amz-target': target = '', 'x-amz-date': date = '' } = request.headers;
    const sent = { ...headers, authorization, 'x-amz-target': String(target), 'x-amz-date': String(date) };
    const answered = await fetch(dynamoDb, { method: 'POST', headers: sent, body });
    const text = await answered.text();
    call.endedAt = performance.now();
    return response.writeHead(answered.status, headers).end(text);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** The calls recorded since the last `take`. */
    take: (): Recorded => grouped(noted.splice(0)),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function parametersOf(body: string, value: string): string {
  const { Names } = JSON.parse(body) as { Names: string[] };
  return JSON.stringify({ Parameters: Names.map((Name) => ({ Name, Value: value })) });
}

/** A call joins the previous group if it began before a call of that group had ended. */
function grouped(noted: readonly Noted[]): Recorded {
  const groups: Noted[][] = [];
  for (const call of noted) {
    const last = groups.at(-1);
    if (last?.some(({ endedAt }) => endedAt > call.begunAt)) last.push(call);
    else groups.push([call]);
  }
  return groups.map((group) => group.map(({ action, input }) => ({ action, input })));
}
