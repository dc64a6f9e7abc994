import { connectTable } from '../shared/connect-table.ts';
import { connectSync } from './connect-sync.ts';
import { reconcile } from './reconcile.ts';

export const handler = reconcile(await connectSync('reconcile', connectTable()));
