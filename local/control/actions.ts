import type { IncomingMessage, ServerResponse } from 'node:http';
import { textIn } from '../../shared/domain/catalog/localized.ts';
import { mailSiteOf } from '../../shared/domain/mail/compose.ts';
import catalog from '../../tollgate.config.ts';
import { send, sendJson, sendProblem } from '../host/send-answer.ts';
import { askAuthorizer } from './authorizer.ts';
import type { Controlled } from './controlled.ts';
import { ClockInput, DnsInput, FaultsInput, readInput } from './input.ts';
import { mailExamples } from './mail-examples.ts';
import { mailPage, mailPagePolicy } from './mail-page.ts';
import { mailPreview } from './mail-preview.ts';

/** Answers one request below `/__local/`. */
export type Action = (world: Controlled, request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** The actions below `/__local/`, by method and path. */
export const actions: Readonly<Record<string, Action>> = {
  'GET mail': ({ mailbox }, _, response) => sendJson(response, mailbox.list()),
  'GET mail.html': ({ mailbox }, _, response) => showMails(response, mailPage(mailbox.list())),
  'GET mail-preview.html': (_, { headers }, response) => {
    const site = mailSiteOf(catalog, `http://${headers.host}`);
    showMails(response, mailPreview(mailExamples(site), textIn(catalog.name, 'en')));
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
