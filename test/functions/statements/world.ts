import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { expect } from 'vitest';
import { statementsJob } from '../../../functions/statements/handler.ts';
import { functions } from '../../../infra/functions.ts';
import type { MailMessage } from '../../../shared/domain/mail/message.ts';
import type { EvidenceObjects } from '../../../shared/evidence-store/evidence-objects.ts';
import { logOf } from '../../../shared/log.ts';
import type { WebhookMessage } from '../../../shared/queues.ts';
import { accountPuts, accountsOver } from '../../../shared/storage/accounts/accounts.ts';
import { sealClaimsOver } from '../../../shared/storage/evidence/seal-claims.ts';
import { sealsOver } from '../../../shared/storage/evidence/seals.ts';
import { statementDaysOver } from '../../../shared/storage/evidence/statement-days.ts';
import { type SignedStatement, statementsOver } from '../../../shared/storage/evidence/statements.ts';
import type { Table, Write } from '../../../shared/storage/table/table.ts';
import { type MadeLedger, madeLedger } from '../../support/evidence/made-ledger.ts';
import { evidenceTestSigner, storeHour } from '../../support/evidence/stored-ledger.ts';
import { grantedTable } from '../../support/granted-table.ts';
import { claimTime, newWorld } from '../ledger-seal/world.ts';

const key = evidenceTestSigner();

const accountWrites = (id: string): Write[] =>
  accountPuts({
    ...{ id, email: `${id}@buyer.example`, organization: id, language: 'en', createdAt: '2026-01-01T00:00:00.000Z' },
    ...{ stripeCustomerId: null, mailsStatements: true },
  }).map((write) => ('put' in write ? { put: write.put } : write));

/** A ledger whose seals are made by `ledger-seal`, and the job that states its days. Every organization chose mails of statements. */
export function statementWorld(ledger: MadeLedger = madeLedger(21), sealSigner = key) {
  const world = newWorld(ledger);
  const events: WebhookMessage[] = [];
  const mails: MailMessage[] = [];
  const jobOver = (over: Table, evidenceObjects: EvidenceObjects = world.objects) => {
    const refused = (sentence: string) => expect.fail(sentence);
    const granted = grantedTable(over, 'statements', functions.statements?.table ?? {}, refused);
    const deps = {
      sealClaims: sealClaimsOver(granted),
      seals: sealsOver(granted),
      statementDays: statementDaysOver(granted),
      statements: statementsOver(granted),
      ...{ evidenceObjects, sealSigner },
      accounts: accountsOver(granted),
      webhookEvents: { send: async (message: WebhookMessage) => void events.push(message) },
      mail: { send: async (message: MailMessage) => void mails.push(message) },
      log: logOf('statements', () => {}),
      now: () => world.state.now,
      newId: () => randomBytes(6).toString('hex'),
      newSalt: () => randomBytes(16).toString('base64url'),
    };
    return async (context: object = {}) => {
      await world.table.transact(world.ledger.organizations.flatMap(({ id }) => accountWrites(id)));
      return statementsJob(deps)({}, context as never);
    };
  };
  const sealHour = async (number: number) => {
    world.state.now = claimTime(world, number);
    await storeHour(world, world.ledger, number);
    await world.run();
  };
  return { ...world, events, mails, jobOver, sealHour, state: world.state, stateDays: jobOver(world.table) };
}
export type StatementWorld = ReturnType<typeof statementWorld>;

/** Fails unless the ledger's key signed exactly this statement. */
export async function expectSigned({ text, keyId, signature }: SignedStatement): Promise<void> {
  const [known] = await key.keys();
  expect(keyId).toBe(known!.kid);
  const body = text.slice('{"keyId":'.length);
  const statement = /"statement":(?<body>.*)\}$/.exec(body)!.groups!.body!;
  const publicKey = createPublicKey({ key: known!.jwk, format: 'jwk' });
  expect(verify('sha256', Buffer.from(statement), publicKey, Buffer.from(signature, 'base64'))).toBe(true);
}
