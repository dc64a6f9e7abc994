import { randomBytes } from 'node:crypto';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { connectTable } from '../shared/connect-table.ts';
import { readEnv } from '../shared/env.ts';
import { logOf } from '../shared/log.ts';
import { accountsOver } from '../shared/storage/accounts.ts';
import { noticesOver } from '../shared/storage/notices.ts';
import { signInOver } from '../shared/storage/sign-in.ts';
import catalog from '../tollgate.config.ts';
import { deliverOverSes } from './mailer/deliver.ts';
import { mailer } from './mailer.ts';

const { PUBLIC_ORIGIN, MAIL_FROM } = readEnv(['PUBLIC_ORIGIN', 'MAIL_FROM']);
const table = connectTable();
export const handler = mailer({
  catalog,
  accounts: accountsOver(table),
  sessions: signInOver(table),
  notices: noticesOver(table),
  deliver: deliverOverSes(new SESv2Client({}), MAIL_FROM),
  origin: PUBLIC_ORIGIN,
  newToken: () => randomBytes(32).toString('base64url'),
  now: () => new Date(),
  log: logOf('mailer'),
});
