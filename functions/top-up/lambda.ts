import { connectTable } from '../../shared/connect-table.ts';
import { connectSync } from '../../shared/services/entitlements/wiring.ts';
import { autoTopUpsOver } from '../../shared/storage/billing/auto-top-ups.ts';
import { topUp } from './handler.ts';

const table = connectTable();
export const handler = topUp({ ...(await connectSync('top-up', table)), autoTopUps: autoTopUpsOver(table) });
