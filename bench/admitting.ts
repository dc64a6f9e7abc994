import { createHash } from 'node:crypto';
import { always } from '../shared/cached.ts';
import { mintKeyId, mintSecret, startOf } from '../shared/domain/keys/format.ts';
import { hashesOf, parsePeppers } from '../shared/domain/keys/hash.ts';
import { callLimitStates, limitStates, rateLimitHeaders } from '../shared/http/rate-limit.ts';
import type { Admitted } from '../shared/services/metering/admission-outcome.ts';
import { assembleAdmission } from '../shared/services/metering/assemble.ts';
import type { LedgerStores } from '../shared/services/metering/ledger-port.ts';
import type { AdmissionRequest } from '../shared/services/metering/measured-request.ts';
import type { Table } from '../shared/storage/table/table.ts';
import { repositoriesOver } from '../test/support/app-repositories.ts';
import { founded } from '../test/support/founded.ts';
import { allowance, catalog, maxInFlight, rateLimits } from './catalog.ts';
import { servedPage } from './counted-ledger.ts';

/** The peppers of the bench's keys, as the secret holds them: versions to values, in JSON. */
export const peppersText = JSON.stringify({ 1: 'a pepper that only this bench can know' });
const peppers = parsePeppers(peppersText);
const keptPeppers = always({ peppers, at: new Date(0) });

const limits = { rateLimits, maxInFlight, ofApp: null, ofKey: null };
const dayMs = 86_400_000;

/** Stores a paying account with an accepted licence and a key of two scopes, as the functions would; returns the key's secret. */
export async function newCaller(table: Table, name: string, nowMs: number): Promise<string> {
  const { people, apiKeys, access } = repositoriesOver(table);
  const accountId = `acc_${uuidOf(name)}`;
  const at = new Date(nowMs).toISOString();
  const later = (days: number) => new Date(nowMs + days * dayMs).toISOString();
  const line = { accountId, at, action: 'bench', actor: 'tollgate' as const, detail: {} };
  const email = `${name}@buyer.example`;
  await founded(
    { people },
    {
      id: accountId,
      email,
      organization: 'A',
      language: 'en',
      createdAt: at,
      stripeCustomerId: null,
    },
  );
  const grant = { subscriptionId: 'sub_1', kind: 'plan', id: 'basic', status: 'active', interval: 'month' } as const;
  const until = { periodEnd: later(30), paidUntil: later(30), fullUntil: later(31), graceUntil: later(38) };
  await access.grant(accountId, { version: 1, grants: [{ ...grant, periodStart: at, ...until }] });
  for (const { id, version, sha256 } of catalog.publishedLicences) {
    const accepted = { licenceId: id, version, sha256 };
    const by = { name: 'Ada', role: 'CTO', organization: 'A', email, address: '192.0.2.1', at };
    await access.accept(accountId, { ...accepted, ...by }, { ...line, id: `${name}-${id}` });
  }
  const bytes = (count: number) => createHash('sha512').update(name).digest().subarray(0, count);
  const secret = mintSecret('live', bytes);
  const dates = { createdAt: at, expiresAt: null, revokedAt: null };
  await apiKeys.insert(
    {
      id: mintKeyId(bytes),
      accountId,
      label: 'bench',
      environment: 'live',
      start: startOf(secret),
      app: 'default',
      scopes: ['posts', 'gateway:trends'],
      cidrs: ['192.0.2.0/24'],
      ...dates,
    },
    hashesOf(secret, peppers)[0] ?? '',
    { most: 10, audit: { ...line, id: `${name}-key` } },
  );
  return secret;
}

const uuidOf = (name: string): string =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** One instance over `table`; `call` goes from the key to the headers of the answer. */
export function instanceOver(table: Table, now: () => number, ledger?: LedgerStores) {
  let ids = 0;
  const newInstanceId = () => `bench${String(++ids).padStart(3, '0')}`;
  const { ledger: _, ...repositories } = repositoriesOver(table);
  const deps = { ...repositories, ...(ledger && { ledger }) };
  const parts = assembleAdmission({ ...deps, catalog, peppers: keptPeppers, now, newInstanceId });
  let calls = 0;
  const { keyLimits, admission: instance } = parts;
  return {
    /** The call, entered into the ledger where one is kept; `signs`: with the receipt in its headers. @throws Error if it is not admitted */
    async call(secret: string, { signs = false } = {}): Promise<Record<string, string>> {
      const admission = await instance.admit(requestOf(secret));
      if (!admission.allowed) throw new Error(`Not admitted: ${admission.reason}`);
      const noted = admission.commit(1, undefined, ledger && servedPage(`p${++calls}`));
      const { keyId: id, accountId, environment: of } = admission.caller;
      const held = keyLimits.standing({ id, accountId, app: 'default', environment: of }, limits, now());
      const headers = headersOf(admission, { calls: callLimitStates(limits, held), now: new Date(now()) });
      return noted && signs ? { ...headers, 'tollgate-receipt': noted.receipt() } : headers;
    },
    afterAnswer: () => instance.afterAnswer(),
    close: () => instance.close(),
  };
}

const requestOf = (secret: string): AdmissionRequest => ({
  secret,
  datasetId: 'posts',
  address: '192.0.2.1',
  unitsWanted: 1,
  weight: 1,
});

type Standing = Pick<Parameters<typeof limitStates>[0], 'calls' | 'now'>;

function headersOf({ caller, remainingAfter }: Admitted, standing: Standing): Record<string, string> {
  const remaining = remainingAfter(1);
  return {
    'tollgate-cost': '1',
    ...(remaining === null ? {} : { 'tollgate-remaining': String(remaining) }),
    ...rateLimitHeaders(
      limitStates({
        entitlement: caller.entitlement,
        units: remaining === null ? null : { limit: allowance, remaining },
        ...standing,
      }),
    ),
  };
}
