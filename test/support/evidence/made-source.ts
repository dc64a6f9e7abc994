import { createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { JsonValue } from '../../../shared/domain/accounts/canonical-json.ts';
import { auditPath, hexOf } from '../../../shared/domain/evidence/merkle.ts';
import { type PackTools, packFiles } from '../../../shared/services/evidence/pack-files.ts';
import type { PackPeriod, PackSource, SealedFact, SignedLine } from '../../../shared/services/evidence/pack-source.ts';
import type { PackSummary } from '../../../shared/services/evidence/pack-summary.ts';
import { madeLicence } from './made-entries.ts';
import type { MadeFact } from './made-facts.ts';
import type { MadeLedger, MadeSeal } from './made-ledger.ts';
import type { PackBytes } from './pack-files-of.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const fontFile = '@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf';

/** The verifier as packs have it. */
export const verifierFile = path.join(root, 'evidence/verify.mjs');
export const reportFont = (): Uint8Array => readFileSync(createRequire(import.meta.url).resolve(fontFile));

/** All hours of a made ledger. */
export const wholePeriod: PackPeriod = { from: '2026-12-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

/** Reads a pack's content from a made ledger, as the repository over the table does. */
export function madeSource(ledger: MadeLedger, organization: string): PackSource {
  const own = ledger.organizations.find(({ id }) => id === organization)!;
  const leavesOf = (seals: readonly MadeSeal[]) =>
    seals.flatMap(({ leaves }) => leaves.filter(({ leaf }) => leaf.organization === organization));
  const sealsIn = ({ from, to }: PackPeriod) => ledger.seals.filter(({ seal }) => seal.hour >= from && seal.hour < to);
  return {
    organization: { id: organization, name: own.name },
    origin: 'https://tollgate.example',
    seals: (period) => each(sealsIn(period).map(({ signed }) => signed as SignedLine)),
    leaves: (period) => each(leavesOf(sealsIn(period))),
    entries: (leaf) =>
      each(leavesOf(ledger.seals.filter(({ seal }) => seal.number === leaf.seal)).flatMap(({ entries }) => entries)),
    facts: (period) =>
      each(
        ledger.facts
          .filter((fact) => fact.organization === organization && fact.kind !== 'statement')
          .flatMap((fact) => sealedFact(ledger, fact, period)),
      ),
    timestamps: () => each([]),
    statements: ({ to }) =>
      each(
        ledger.statements
          .filter((statement) => statement.organization === organization && statement.fact.at < to)
          .map(({ signed }) => signed as SignedLine),
      ),
    certificates: (instances) =>
      each(
        ledger.instances
          .filter(({ instance }) => instances.has(instance))
          .map(({ certificate }) => certificate as unknown as SignedLine),
      ),
    keys: async () => ({ seals: [keyOf(ledger.ledgerKey.jwk)], receipts: [keyOf(ledger.receiptsKey.jwk)] }),
    licences: (names) => each([madeLicence].filter(({ id, version }) => names.has(`${id}-${version}`))),
    persons: (facts) =>
      each(
        ledger.facts
          .filter((fact) => fact.organization === organization && facts.has(fact.id))
          .flatMap(({ id, line }) => {
            const { person } = JSON.parse(line) as { person?: { id: string; sealed: string } };
            const key = own.people.find((one) => one.id === person?.id)?.key;
            return person && key
              ? [{ id: person.id, fact: id, key: key.toString('base64url'), fields: opened(person.sealed, key) }]
              : [];
          }),
      ),
    unsealed: (file) => each(unsealedLines(file, own)),
  };
}

function opened(sealed: string, key: Buffer): JsonValue {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(-16));
  return JSON.parse(
    Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString(),
  ) as JsonValue;
}

const keyOf = ({ kty, crv, x, y, kid }: MadeLedger['ledgerKey']['jwk']) => ({ kty, crv, x, y, kid });

/** A fact of the period as it is; one of before with its way to its seal; none where it was sealed later. */
function sealedFact(ledger: MadeLedger, fact: MadeFact, { from, to }: PackPeriod): SealedFact[] {
  for (const { seal, signed, leaves } of ledger.seals) {
    const leaf = leaves.find((one) => one.leaf.organization === fact.organization);
    const index = leaf?.entries.findIndex(({ line }) => line === fact.line) ?? -1;
    if (!leaf || index < 0 || seal.hour >= to) continue;
    if (seal.hour >= from) return [{ kind: fact.kind, line: fact.line }];
    const path = auditPath(
      leaf.entries.map(({ hash }) => hash),
      index,
    ).map(hexOf);
    const placed = { leaf: leaf.leaf, index: leaf.index, path: leaf.path };
    return [{ kind: fact.kind, line: fact.line, proof: { seal: signed as SignedLine, leaf: placed, index, path } }];
  }
  return [];
}

function unsealedLines(file: string, { apps, keys }: MadeLedger['organizations'][0]): JsonValue[] {
  if (file === 'apps') return apps.map(({ id }, at) => ({ id, name: `App ${at + 1}` }));
  if (file === 'api-keys') return keys.map(({ id, app, label }) => ({ id, app, label }));
  if (file === 'invoices')
    return [{ id: 'in_1', currency: 'eur', totalMinor: 4900, paidAt: '2026-12-01T09:00:00.000Z' }];
  if (file === 'payments') return [{ id: 'pi_1', currency: 'eur', amountMinor: 4900, at: '2026-12-01T09:00:00.000Z' }];
  return [{ day: '2026-12-01', key: keys[0]!.id, code: 'rate_limited', count: 12 }];
}

type PackOf = {
  readonly ledger: Pick<MadeLedger, 'ledgerKey'>;
  readonly period?: PackPeriod;
  /** Default: the summary as JSON, which is quicker than to draw it. */
  readonly drawReport?: PackTools['drawReport'];
};

/** The pack of an organization in memory. */
export async function packBytes(source: PackSource, of: PackOf): Promise<PackBytes> {
  const files = new Map<string, Buffer>();
  for await (const { path: name, content } of filesOf(source, of))
    files.set(name, Buffer.concat(await Array.fromAsync(content)));
  return files;
}

const summaryJson = async ({ entries }: PackSummary) => Buffer.from(JSON.stringify({ entries }));

/** The files of an organization's pack, as they are made. */
export function filesOf(source: PackSource, { ledger, period = wholePeriod, drawReport = summaryJson }: PackOf) {
  const tools = {
    signer: { sign: async (bytes: Uint8Array | string) => ledger.ledgerKey.sign(bytes) },
    verifier: readFileSync(verifierFile, 'utf8'),
    drawReport,
    now: new Date('2026-12-03T08:00:00Z'),
  };
  return packFiles(source, period, tools);
}
