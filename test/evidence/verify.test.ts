/** The verifier as a person starts it: one file, its arguments, exit codes and words. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../datasets/random.ts';
import { verifierText } from '../../evidence/build.ts';
import type { Verdict } from '../../evidence/verify/verdict.ts';
import { canonicalJson } from '../../shared/domain/accounts/canonical-json.ts';
import { madeEvidenceKey } from '../support/evidence/made-keys.ts';
import { madeLedger } from '../support/evidence/made-ledger.ts';
import { madeSource, packBytes, verifierFile } from '../support/evidence/made-source.ts';
import { fromLines, linesIn, type PackBytes, writeFiles } from '../support/evidence/pack-files-of.ts';
import { changed, editedEntry, signedAgain } from '../support/evidence/tamper.ts';

const ledger = madeLedger(11);
const [own, other] = [ledger.organizations[0]!.id, ledger.organizations[1]!.id];
const key = ledger.ledgerKey.jwk.kid;
const receipts = ledger.receipts.filter(({ organization }) => organization === own);
let folder: string;
let pack: PackBytes;
let made = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verify-'));
  pack = await packBytes(madeSource(ledger, own), { ledger });
});
afterAll(() => rm(folder, { recursive: true }));

type Ran = { readonly code: number; readonly text: string };

/** Starts the verifier in a process of its own, with neither environment nor network. */
const started = (args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, [verifierFile, ...args], { env: {} }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });

/** The verdict of the verifier over files, which lie in a folder of their own. */
async function judged(files: PackBytes, ...args: string[]): Promise<Ran & { readonly verdict: Verdict }> {
  made += 1;
  const place = path.join(folder, String(made));
  await writeFiles(place, files);
  const ran = await started([place, '--json', ...args]);
  return { ...ran, verdict: ran.code === 2 ? (null as never) : (JSON.parse(ran.text) as Verdict) };
}

async function fileOf(lines: readonly string[]): Promise<string> {
  made += 1;
  const file = path.join(folder, `lines-${made}`);
  await writeFile(file, fromLines(lines));
  return file;
}

describe('verify.mjs', () => {
  it('is the one that evidence/build.ts makes, and imports modules of Node only', () => {
    const text = readFileSync(verifierFile, 'utf8');
    expect(text).toBe(verifierText());
    const imported = [...text.matchAll(/^import .* from '(.*)';$/gm)].map(([, name]) => name);
    expect(imported.length).toBeGreaterThan(3);
    expect(imported.filter((name) => !/^node:(buffer|crypto|fs|os|url|worker_threads)$/.test(name!))).toEqual([]);
    expect(text).not.toMatch(/\b(fetch|import|require)\(/);
  });

  it('says of an untouched pack that it holds, with each number, and ends with 0', async () => {
    const { code, verdict } = await judged(pack, '--key', key);
    expect(code).toBe(0);
    expect(verdict).toMatchObject({ ok: true, signer: key, pinned: true, findings: [], notes: [] });
    expect(verdict.counts).toMatchObject({ files: pack.size - 2, seals: 6, leaves: 6, statements: 1, instances: 2 });
    expect(verdict.counts.entries).toBe(linesOfEntries(pack));
    expect(verdict.counts.signedRequests).toBeGreaterThan(10);
    expect(verdict.counts.recordLists).toBe(verdict.counts.recordHashes);
  });

  it('prints the thumbprint and where it is published, where no key is pinned', async () => {
    await writeFiles(path.join(folder, 'plain'), pack);
    const { code, text } = await started([path.join(folder, 'plain')]);
    expect(code).toBe(0);
    expect(text).toContain(`Signed by the key ${key}.`);
    expect(text).toContain('https://tollgate.example/.well-known/tollgate/keys');
    expect(text).toContain('RESULT: the pack holds.');
    expect(text).toContain('at least these reads');
  });

  it('checks the folder that it lies in, where none is named', async () => {
    const place = path.join(folder, 'plain');
    const ran = await new Promise<number>((resolve) => {
      execFile(process.execPath, [path.join(place, 'verify.mjs')], (error) => resolve(Number(error?.code ?? 0)));
    });
    expect(ran).toBe(0);
  });

  it('names file, line, hour and reason of an edited entry, and ends with 1', async () => {
    const name = 'entries/000000000003.ndjson';
    const lines = linesIn(pack.get(name));
    const edited = fromLines(lines.with(1, editedEntry(seededRandom(4), lines[1]!).line));
    const place = path.join(folder, 'edited');
    await writeFiles(place, signedAgain(changed(pack, { [name]: edited }), ledger.ledgerKey));
    const { code, text } = await started([place]);
    expect(code).toBe(1);
    expect(text).toContain(
      `${name} line 2, seal 3 (2026-12-01T23:00:00.000Z): line 2 is in the place of 1 of those sealed`,
    );
    expect(text).toContain('RESULT: the pack does NOT hold.');
  });

  it('checks a statement of many places by their number and hash', async () => {
    const long = madeLedger(11, { maxPlaces: 1 });
    const files = await packBytes(madeSource(long, own), { ledger: long });
    const [statement] = linesIn(files.get('statements.ndjson')).map((line) => JSON.parse(line));
    expect(statement.statement.places).toBeUndefined();
    expect((await judged(files)).verdict).toMatchObject({ ok: true, findings: [] });
    for (const change of [{ placesCount: 2 }, { placesSha256: '00'.repeat(32) }, { placesSha256: undefined }]) {
      const text = canonicalJson({ ...statement.statement, ...change });
      const line = canonicalJson({ statement: JSON.parse(text), ...long.ledgerKey.sign(text) });
      const changedPack = changed(files, { 'statements.ndjson': fromLines([line]) });
      const { verdict } = await judged(signedAgain(changedPack, long.ledgerKey));
      expect(verdict.findings).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'statement' })]));
    }
  });

  it('refuses another signer than the pinned one', async () => {
    const foreign = madeEvidenceKey(seededRandom(5), 'seals').jwk.kid;
    const { code, verdict } = await judged(pack, '--key', foreign);
    expect([code, verdict.findings.map((each) => each.code)]).toEqual([1, ['manifest.pinned']]);
  });

  it('refuses a link, which no manifest can list', async () => {
    const place = path.join(folder, 'linked');
    await writeFiles(place, pack);
    await symlink('/etc/hostname', path.join(place, 'extra'));
    const { code, text } = await started([place]);
    expect(code).toBe(1);
    expect(text).toContain('file.unlisted');
  });

  it('ends with 2 where there is no pack, no manifest of a known version, or an unknown argument', async () => {
    expect((await started([path.join(folder, 'nowhere')])).code).toBe(2);
    expect((await started(['--what'])).text).toContain('Usage: node verify.mjs');
    expect((await judged(changed(pack, { 'manifest.json': null }))).code).toBe(2);
    expect((await judged(changed(pack, { 'manifest.json': Buffer.from('{"v":2}') }))).code).toBe(2);
  });
});

const linesOfEntries = (files: PackBytes): number =>
  [...files].filter(([name]) => name.startsWith('entries/')).reduce((sum, [, bytes]) => sum + linesIn(bytes).length, 0);

describe('receipts that a buyer kept', () => {
  it('are matched with their entries', async () => {
    const { verdict } = await judged(pack, '--receipts', await fileOf(receipts.map(({ receipt }) => receipt)));
    expect(verdict).toMatchObject({
      ok: true,
      counts: { receipts: receipts.length, matched: receipts.length, open: 0 },
    });
  });

  it('refute an entry that was written later in the place of another', async () => {
    const foreign = ledger.receipts.find(({ organization }) => organization === other)!.receipt;
    const { verdict } = await judged(pack, '--receipts', await fileOf([foreign]));
    expect(verdict.findings.map(({ code }) => code)).toEqual(['receipt']);
  });

  it('may lack for entries, whose places are named: they were invented, or the buyer kept none', async () => {
    const { verdict } = await judged(pack, '--receipts', await fileOf(receipts.slice(1).map(({ receipt }) => receipt)));
    expect(verdict.ok).toBe(true);
    expect(verdict.notes.join()).toMatch(
      /^1 places have entries without a receipt in your file: \S+ \(\d+ entries, \d+ receipts\)$/,
    );
  });

  it('that are forged are told', async () => {
    const forged = receipts[0]!.receipt.replace(/segment=\d+/, 'segment=2');
    const { verdict } = await judged(pack, '--receipts', await fileOf([forged, 'nothing']));
    expect(verdict.findings.map(({ code }) => code).toSorted()).toEqual(['receipt', 'receipt.form']);
  });
});

describe('a part of a ledger', () => {
  const period = { from: '2026-12-01T23:00:00.000Z', to: '2026-12-02T01:00:00.000Z' };

  it('holds with acceptances of earlier hours, which lead to their own seals', async () => {
    const part = await packBytes(madeSource(ledger, own), { ledger, period });
    const { verdict } = await judged(part, '--key', key);
    expect(verdict.findings).toEqual([]);
    expect(verdict.counts).toMatchObject({ seals: 2, leaves: 2 });
    expect(linesIn(part.get('acceptances.ndjson'))[0]).toContain('"proof":');
  });

  it('does not hold where such an acceptance is of another text, even if the right key signs the pack', async () => {
    const part = await packBytes(madeSource(ledger, own), { ledger, period });
    const [line = ''] = linesIn(part.get('acceptances.ndjson'));
    const other = fromLines([
      line.replace(/"sha256":"./, (head) => head.replace(/.$/, head.endsWith('0') ? '1' : '0')),
    ]);
    const { verdict } = await judged(signedAgain(changed(part, { 'acceptances.ndjson': other }), ledger.ledgerKey));
    expect(verdict.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['fact.proof', 'licence.text']));
  });

  it('agrees with a page of seals as it is published', async () => {
    const page = JSON.stringify({ data: ledger.seals.toReversed().map(({ signed }) => signed) });
    const { verdict } = await judged(pack, '--witness', await fileOf([page]));
    expect(verdict).toMatchObject({ ok: true, counts: { witnessed: 6 } });
  });

  it('contradicts a seal that somebody kept, if its holder of the key made it anew', async () => {
    const text = JSON.stringify(madeLedger(12).seals[3]!.signed);
    const { verdict } = await judged(pack, '--witness', await fileOf([text]));
    expect(verdict.findings.map(({ code }) => code)).toEqual(['witness']);
  });
});
