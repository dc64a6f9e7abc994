import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectTable } from '../../shared/connect-table.ts';
import { nodeMailDomains } from '../../shared/dns/mail-domains.ts';
import { resolversOf } from '../../shared/dns/resolvers.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { countOver } from '../../shared/metrics.ts';
import { hidingOver } from '../../shared/queues.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { mailLogOver } from '../../shared/storage/accounts/mail-log.ts';
import { memberInvitationsOver } from '../../shared/storage/accounts/member-invitations.ts';
import { noticesOver } from '../../shared/storage/accounts/notices.ts';
import { peopleOver } from '../../shared/storage/accounts/people.ts';
import { signInOver } from '../../shared/storage/accounts/sign-in.ts';
import { suppressionsOver } from '../../shared/storage/accounts/suppressions.ts';
import { throttlesOver } from '../../shared/storage/accounts/throttles.ts';
import { pulsesOver } from '../../shared/storage/pulses.ts';
import catalog from '../../tollgate.config.ts';
import { deliverOverSes } from './deliver.ts';
import { mailer } from './handler.ts';
import { notingOutcome } from './note-outcome.ts';

const env = readEnv(['STAGE', 'PUBLIC_ORIGIN', 'MAIL_FROM', 'MAIL_CONFIGURATION_SET', 'INBOX_URL']);
const sender = { from: env.MAIL_FROM, configurationSet: env.MAIL_CONFIGURATION_SET };
const table = connectTable();
const now = () => new Date();
const log = logOf('mailer');
/** The deployed function. */
export const handler = mailer({
  catalog,
  accounts: accountsOver(table),
  people: peopleOver(table),
  memberInvitations: memberInvitationsOver(table),
  sessions: signInOver(table),
  notices: noticesOver(table),
  mailLog: mailLogOver(table),
  suppressions: suppressionsOver(table),
  throttles: throttlesOver(table),
  mailDomains: nodeMailDomains(resolversOf({ stage: env.STAGE, standIn: process.env.LOCAL_DNS })),
  deliver: notingOutcome(deliverOverSes(new SESv2Client({ maxAttempts: 2 }), sender, { sleep, random: Math.random }), {
    pulses: pulsesOver(table),
    now,
    log,
  }),
  hide: hidingOver(new SQSClient({}), env.INBOX_URL),
  origin: env.PUBLIC_ORIGIN,
  newToken: () => randomBytes(32).toString('base64url'),
  now,
  log,
  count: countOver(env.STAGE, now),
});
