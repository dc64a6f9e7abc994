/** An API of your own on Express, sold through Tollgate: a call is metered once its answer is ready, so failures cost nothing. */
import express, { type Request, type Response } from 'express';
import { bearerOf, type Tollgate, type Verdict } from '../clients/node/tollgate.ts';
import { trendOf } from './trend.ts';

/** An Express app that serves `GET /trends/:brand` and charges one unit an item. */
export function trendsOnExpress(tollgate: Tollgate) {
  const app = express();
  app.get('/trends/:brand', async (request: Request<{ brand: string }>, response: Response) => {
    const key = bearerOf(request.get('authorization'));
    const items = await trendOf(request.params.brand);
    const verdict = await tollgate.verify({ key, upstream: 'trends', units: items.length, address: request.ip });
    if (!verdict.allowed) return refuse(response, verdict);
    response.set(verdict.headers).json({ items });
  });
  return app;
}

function refuse(response: Response, { status, title, detail, reason, headers }: Verdict & { allowed: false }): void {
  response
    .set(headers)
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ title, status, detail, code: reason }));
}
