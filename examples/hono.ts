/** The API of `express.ts` on Hono. Its work is expensive, so it checks the key first (0 units: free) and charges once the answer is ready. */
import { Hono } from 'hono';
import { bearerOf, type Tollgate, type Verdict } from '../clients/node/tollgate.ts';
import { trendOf } from './trend.ts';

/** A Hono app that serves `GET /trends/:brand` and charges one unit an item. */
export function trendsOnHono(tollgate: Tollgate) {
  const app = new Hono();
  app.get('/trends/:brand', async (context) => {
    const call = { key: bearerOf(context.req.header('authorization')), upstream: 'trends' };
    const asked = await tollgate.verify({ ...call, units: 0 });
    if (!asked.allowed) return refusal(asked);
    const items = await trendOf(context.req.param('brand'));
    const verdict = await tollgate.verify({ ...call, units: items.length });
    if (!verdict.allowed) return refusal(verdict);
    return context.json({ items }, 200, verdict.headers);
  });
  return app;
}

function refusal({ status, title, detail, reason, headers }: Verdict & { allowed: false }): Response {
  const all = { 'content-type': 'application/problem+json', ...headers };
  return new Response(JSON.stringify({ title, status, detail, code: reason }), { status, headers: all });
}
