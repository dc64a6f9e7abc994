import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { verifyPack } from '../../evidence/verify/verify-pack.ts';
import { PackParts } from '../../shared/services/evidence/pack-parts.ts';
import type { PackSummary } from '../../shared/services/evidence/pack-summary.ts';
import { visualRuns } from '../../shared/services/evidence/report-page.ts';
import { reportPdf } from '../../shared/services/evidence/report-pdf.ts';
import { zipped } from '../../shared/services/evidence/zipped.ts';
import { madeLedger } from '../support/evidence/made-ledger.ts';
import { filesOf, madeSource, packBytes, reportFont } from '../support/evidence/made-source.ts';
import { unzip } from '../support/unzip.ts';

const ledger = madeLedger(21, { organizations: 5 });
const organization = ledger.organizations[1]!;
const source = madeSource(ledger, organization.id);
let folder: string;
let summary: PackSummary;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pack-files-'));
  const drawReport = async (all: PackSummary) => {
    summary = all;
    return Buffer.from('report');
  };
  await packBytes(source, { ledger, drawReport });
});
afterAll(() => rm(folder, { recursive: true }));

describe('the zip of a pack', () => {
  const now = new Date('2026-12-03T08:00:00Z');

  it('opens with another program, and the pack in it holds', async () => {
    const file = path.join(folder, 'pack.zip');
    await pipeline(zipped(filesOf(source, { ledger }), now), createWriteStream(file));
    await unzip(file, path.join(folder, 'opened'));
    const verdict = await verifyPack({ folder: path.join(folder, 'opened'), pinned: [ledger.ledgerKey.jwk.kid] });
    expect(verdict.findings).toEqual([]);
    expect(verdict.counts.entries).toBeGreaterThan(10);
  });

  it('fails where the source fails', async () => {
    const statements = async function* (): AsyncGenerator<never> {
      yield await Promise.reject(new Error('no table'));
    };
    const broken = { ...source, statements };
    const made = pipeline(zipped(filesOf(broken, { ledger }), now), createWriteStream(path.join(folder, 'no.zip')));
    await expect(made).rejects.toThrow('no table');
  });
});

test('a manifest is refused while a file of the pack was not read to its end', async () => {
  const parts = new PackParts();
  const { content } = parts.lines('a.ndjson', ['{}']);
  expect(() => parts.hashes()).toThrow('a.ndjson');
  await Array.fromAsync(content);
  expect(parts.hashes()).toEqual({ 'a.ndjson': expect.stringMatching(/^[0-9a-f]{64}$/) });
});

describe('the report', () => {
  it('sums up what the entries say, with apps that declared nothing and those for governments', () => {
    const lines = ledger.seals.flatMap(({ leaves }) =>
      leaves
        .filter(({ leaf }) => leaf.organization === organization.id)
        .flatMap(({ entries }) => entries.map(({ line }) => line)),
    );
    const calls = lines.filter((line) => /"kind":"(allowed|read)"/.test(line)).map((line) => JSON.parse(line));
    expect(summary.entries).toBe(lines.length);
    const sum = (of: (call: { units: number; app: string; useCase: string | null }) => number) =>
      calls.reduce((all, call) => all + of(call), 0);
    expect([...summary.apps.values()].reduce((all, { units }) => all + units, 0)).toBe(sum(({ units }) => units));
    for (const { id, useCase, government } of organization.apps) {
      const own = sum(({ app }) => (app === id ? 1 : 0));
      expect(summary.apps.get(id)).toMatchObject({
        calls: own,
        undeclared: useCase === null ? own : 0,
        government: useCase !== null && government ? own : 0,
      });
    }
    expect(organization.apps.some(({ useCase }) => useCase === null)).toBe(true);
    expect(summary.acceptances).toMatchObject([{ licence: 'conversations-2026-11-01', role: 'Head of Research' }]);
  });

  it('has the same bytes for the same summary, and others for another', async () => {
    const font = reportFont();
    const [one, again] = [await reportPdf(summary, font), await reportPdf(summary, font)];
    expect(Buffer.compare(one, again)).toBe(0);
    expect(Buffer.from(one).subarray(0, 5).toString()).toBe('%PDF-');
    const other = await reportPdf({ ...summary, entries: summary.entries + 1 }, font);
    expect(Buffer.compare(one, other)).not.toBe(0);
  });

  it.each([
    ['Brand reports of شركة الأفق', ['Brand reports of ', 'شركة الأفق']],
    ['شركة الأفق for Ada', [' for Ada', 'شركة الأفق']],
    ['Marktlicht GmbH', ['Marktlicht GmbH']],
  ])('draws the runs of %s in the order that the eye meets', (text, runs) => {
    expect(visualRuns(text)).toEqual(runs);
  });
});
