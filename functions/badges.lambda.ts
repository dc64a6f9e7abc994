import { randomUUID } from 'node:crypto';
import { httpBasics } from '../shared/connect.ts';
import { connectTable } from '../shared/connect-table.ts';
import { accessStatesOver } from '../shared/storage/access.ts';
import { badgesOver } from '../shared/storage/badges.ts';
import { signInOver } from '../shared/storage/sign-in.ts';
import catalog from '../tollgate.config.ts';
import { badges } from './badges.ts';

const table = connectTable();
export const handler = badges({
  ...httpBasics('badges'),
  catalog,
  sessions: signInOver(table),
  badges: badgesOver(table),
  access: accessStatesOver(table),
  newId: () => randomUUID(),
});
