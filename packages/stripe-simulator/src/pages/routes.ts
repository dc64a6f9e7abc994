import type { Simulation } from '../core/simulation.ts';
import { timelineOf } from '../core/timeline.ts';
import type { HttpAnswer, HttpRequest } from '../http/exchange.ts';
import { showCheckout, submitCheckout } from './checkout-page.ts';
import { showInvoice } from './invoice-page.ts';
import { submitInvoice } from './invoice-payment.ts';
import { messageAnswer } from './page.ts';
import { showPortal, submitPortal } from './portal-page.ts';

/** Answers what a browser asks for: checkout, billing portal and invoice pages. */
export function answerPage(sim: Simulation, request: HttpRequest): HttpAnswer {
  const [, kind = '', id = ''] = /^\/(c\/pay|p\/session|i)\/([\w-]+)$/.exec(request.path) ?? [];
  return sim.time.on(timelineOf(sim, id), () => answerKind(sim, { kind, id }, request));
}

type Page = { readonly kind: string; readonly id: string };

function answerKind(sim: Simulation, { kind, id }: Page, { method, body }: HttpRequest): HttpAnswer {
  const fields = Object.fromEntries(new URLSearchParams(body));
  if (method !== 'GET' && method !== 'POST') return messageAnswer(405, 'Not possible', 'This page takes GET and POST.');
  switch (kind) {
    case 'c/pay':
      return method === 'POST' ? submitCheckout(sim, id, fields) : showCheckout(sim, id);
    case 'p/session':
      return method === 'POST' ? submitPortal(sim, id, fields) : showPortal(sim, id);
    case 'i':
      return method === 'POST' ? submitInvoice(sim, id, fields) : showInvoice(sim, id);
    default:
      return messageAnswer(404, 'Nothing here', 'This is the Stripe simulator. Its API is below /v1.');
  }
}
