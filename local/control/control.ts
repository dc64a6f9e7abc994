import type { IncomingMessage, ServerResponse } from 'node:http';
import catalog from '../../tollgate.config.ts';
import type { Faults, Status } from '../contract.ts';
import type { DnsZone } from '../dns-zone.ts';
import { send, sendJson, sendProblem } from '../host/answer.ts';
import type { Handle } from '../host/front.ts';
import type { FunctionPool } from '../host/function-pool.ts';
import { notFound } from '../host/static-files.ts';
import { comesFromThisMachine, onlyThisMachine } from '../loopback.ts';
import type { Mailbox } from '../mailbox.ts';
import { askAuthorizer } from './authorizer.ts';
import { ClockInput, DnsInput, FaultsInput, readInput } from './input.ts';
import { runJob } from './jobs.ts';
import { mailExamples } from './mail-examples.ts';
import { mailPage, mailPagePolicy } from './mail-page.ts';
import { mailPreview } from './mail-preview.ts';

/** The parts of the world that `/__local/` shows and changes. */
export type Controlled = {
  readonly mailbox: Mailbox;
  readonly dns: DnsZone;
  readonly functions: readonly FunctionPool[];
  /** The functions that a schedule runs. */
  readonly jobs: readonly FunctionPool[];
  status(): Promise<Status>;
  advance(seconds: number): Promise<{ now: Date; settled: boolean }>;
  /** Undefined where Stripe is the real one. */
  readonly setFaults: ((faults: Faults) => void) | undefined;
};

const prefix = '/__local/';

/** Puts `/__local/` in front of the deployment (`docs/architecture.md`, "A local world"). Only pages and programs of this machine may use it. */
export function withControl(world: Controlled, deployment: Handle): Handle {
  return async (request, response, url) => {
    if (!url.pathname.startsWith(prefix)) return deployment(request, response, url);
    if (!comesFromThisMachine(request.headers))
      return sendProblem(response, { status: 403, code: 'origin_not_allowed', detail: onlyThisMachine });
    const action = url.pathname.slice(prefix.length);
    if (request.method === 'POST' && action.startsWith('jobs/'))
      return runJob(response, action.slice('jobs/'.length), world.jobs);
    const handler = actions[`${request.method} ${action}`];
    if (handler) return handler(world, request, response);
    sendProblem(response, notFound(url.pathname));
  };
}

type Action = (world: Controlled, request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

const actions: Readonly<Record<string, Action>> = {
  'GET mail': ({ mailbox }, _, response) => sendJson(response, mailbox.list()),
  'GET mail.html': ({ mailbox }, _, response) => showMails(response, mailPage(mailbox.list())),
  'GET mail-preview.html': (_, { headers }, response) => {
    const sender = { site: catalog.name, supportEmail: catalog.supportEmail, origin: `http://${headers.host}` };
    showMails(response, mailPreview(mailExamples(sender), catalog.name));
  },
  'GET status': async ({ status }, _, response) => sendJson(response, await status()),
  'POST clock': moveClock,
  'POST authorizer': ({ functions }, request, response) => askAuthorizer(functions, request, response),
  'POST stripe/faults': setFaults,
  'GET dns': ({ dns }, _, response) => sendJson(response, dns.list()),
  'POST dns': setDnsAnswer,
};

function showMails(response: ServerResponse, page: string): void {
  response.setHeader('content-security-policy', mailPagePolicy);
  send(response, 200, ['text/html; charset=utf-8', page]);
}

async function moveClock({ advance }: Controlled, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const input = await readInput(request, ClockInput);
  if (!input.ok) return sendProblem(response, input.problem);
  const { now, settled } = await advance(input.value.advanceSeconds);
  if (settled) return sendJson(response, { now: now.toISOString(), settled });
  const detail = `The world did not become quiet within 60 seconds; the clock stands at ${now.toISOString()}.`;
  sendProblem(response, { status: 504, code: 'timeout', detail });
}

async function setDnsAnswer({ dns }: Controlled, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const input = await readInput(request, DnsInput);
  if (!input.ok) return sendProblem(response, input.problem);
  const { name, records, fails, takesNoMail } = input.value;
  const known = records ?? (takesNoMail === undefined ? null : []);
  dns.set(name, fails ? { fails } : known && { records: known, takesNoMail });
  sendJson(response, dns.list());
}

async function setFaults(world: Controlled, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const input = await readInput(request, FaultsInput);
  if (!input.ok) return sendProblem(response, input.problem);
  if (!world.setFaults) {
    const detail = 'This world talks to the real Stripe, which takes no faults; unset STRIPE_SECRET_KEY.';
    return sendProblem(response, { status: 409, code: 'conflict', detail });
  }
  world.setFaults(input.value);
  sendJson(response, input.value);
}
