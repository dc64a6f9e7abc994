import { connectTable } from '../shared/connect-table.ts';
import { autoTopUpsOver } from '../shared/storage/auto-top-ups.ts';
import { connectSync } from './connect-sync.ts';
import { topUp } from './top-up.ts';

const table = connectTable();
export const handler = topUp({ ...(await connectSync('top-up', table)), autoTopUps: autoTopUpsOver(table) });
