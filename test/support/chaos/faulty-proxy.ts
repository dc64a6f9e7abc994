import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../../../datasets/random.ts';

/** How many of a hundred requests meet each fault. `late`: no answer, and the request is carried out later, perhaps after its sender has died. */
export type FaultPercent = {
  readonly throttled: number;
  readonly lost: number;
  readonly unanswered: number;
  readonly late: number;
};

export const noFaults: FaultPercent = { throttled: 0, lost: 0, unanswered: 0, late: 0 };

type Request = { readonly head: IncomingMessage; readonly body: Buffer };
type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer };

const throttle = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded.',
});

/** Stands before a DynamoDB at `target` and makes its requests fail as on a bad day. */
export async function faultyProxy(target: string, random: Random) {
  const agent = new Agent({ keepAlive: true });
  const counted = { requests: 0, throttled: 0, lost: 0, unanswered: 0, late: 0 };
  let percent = noFaults;
  let late: (() => Promise<unknown>)[] = [];

  const fateOf = (): keyof FaultPercent | 'answered' => {
    let drawn = random.next() * 100;
    for (const fate of ['throttled', 'lost', 'unanswered', 'late'] as const) {
      if (drawn < percent[fate]) return fate;
      drawn -= percent[fate];
    }
    return 'answered';
  };
  const meet = async (asked: Request, response: ServerResponse) => {
    counted.requests += 1;
    const fate = fateOf();
    if (fate !== 'answered') counted[fate] += 1;
    if (fate === 'throttled') {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(throttle);
      return;
    }
    if (fate === 'late') late.push(() => forward(target, agent, asked));
    const answer = fate === 'answered' || fate === 'unanswered' ? await forward(target, agent, asked) : null;
    if (answer && fate === 'answered') response.writeHead(answer.status, answer.headers).end(answer.body);
    else response.destroy();
  };
  const server = createServer((head, response) => {
    const parts: Buffer[] = [];
    head.on('data', (part) => parts.push(part));
    head.on('error', () => {});
    head.on('end', () => meet({ head, body: Buffer.concat(parts) }, response).catch(() => response.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counted,
    setFaults(next: FaultPercent) {
      percent = next;
    },
    /** Carries out each late request now, with this chance. */
    async land(chance: number) {
      const landing = late.filter(() => random.next() < chance);
      late = late.filter((each) => !landing.includes(each));
      await Promise.all(landing.map((each) => each()));
    },
    stop() {
      server.closeAllConnections();
      agent.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @throws Error if the target gives no whole answer */
function forward(target: string, agent: Agent, { head, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { host: _, connection: __, ...headers } = head.headers;
    const sent = request(target, { method: head.method, path: head.url, agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
