import { connectTable } from '../shared/connect-table.ts';
import { connectSync } from './connect-sync.ts';
import { stripeSync } from './stripe-sync.ts';

export const handler = stripeSync(await connectSync('stripe-sync', connectTable()));
