import { connectTable } from '../../shared/connect-table.ts';
import { connectSync } from '../../shared/services/entitlements/wiring.ts';
import { autoTopUpsOver } from '../../shared/storage/billing/auto-top-ups.ts';
import { topUpAuthority } from './authority.ts';
import { topUp } from './handler.ts';

const table = connectTable({ work: topUpAuthority });
/** Lambda entry point of the automatic top-ups. */
export const handler = topUp({ ...(await connectSync('top-up', table)), autoTopUps: autoTopUpsOver(table) });
