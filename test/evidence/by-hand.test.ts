/** The commands of the page on checking by hand, run with Bash, coreutils and OpenSSL over a pack. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../datasets/random.ts';
import { hexOf, leafHash } from '../../shared/domain/evidence/merkle.ts';
import { madeLedger } from '../support/evidence/made-ledger.ts';
import { madeSource, packBytes } from '../support/evidence/made-source.ts';
import { fromLines, linesIn, writeFiles } from '../support/evidence/pack-files-of.ts';
import { changed, editedEntry, signedAgain } from '../support/evidence/tamper.ts';

const page = path.join(import.meta.dirname, '../../pages/docs', 'evidence-by-hand.en.md');
const ledger = madeLedger(20_261_202);
const organization = ledger.organizations[0]!.id;
const own = ledger.receipts.filter((each) => each.organization === organization);
let folder: string;

/** The lines that all commands of the page print, in one shell that ends at the first failure. */
async function printed(pack: string): Promise<string[]> {
  const blocks = (await readFile(page, 'utf8')).matchAll(/^```bash in=pack\n(.*?)^```$/gms);
  const commands = [...blocks].map(([, text]) => text).join('');
  const script = path.join(folder, 'by-hand.sh');
  await writeFile(script, `set -e -o pipefail\n${commands}`);
  const { stdout } = await promisify(execFile)('bash', [script], { cwd: pack });
  return stdout.trimEnd().split('\n');
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'by-hand-'));
  await writeFiles(path.join(folder, 'pack'), await packBytes(madeSource(ledger, organization), { ledger }));
  await writeFile(path.join(folder, 'receipt'), own[7]!.receipt);
});
afterAll(() => rm(folder, { recursive: true }));

test('every command says of an untouched pack that it holds', async () => {
  const lines = await printed(path.join(folder, 'pack'));
  expect(lines).toHaveLength(16);
  const [files, manifest, thumbprint, seal, hash, previous, ...rest] = lines;
  const [computed, listed, root, leafRoot, byPath, sealRoot, statement, certificate, receipt, sealed] = rest;
  expect(files).toBe('All files are those of the manifest.');
  expect([manifest, seal, statement, certificate]).toEqual(Array(4).fill('Verified OK'));
  expect(thumbprint).toBe(ledger.ledgerKey.jwk.kid);
  expect(hash).toBe(ledger.seals[1]!.seal.previousSeal);
  expect(hash).toBe(previous);
  expect(computed).toBe(listed);
  expect(root).toBe(leafRoot);
  expect(byPath).toBe(sealRoot);
  expect(sealRoot).toBe(ledger.seals[0]!.seal.root);
  expect(receipt).toBe('Signature Verified Successfully');
  expect(sealed).toBe(`hashes/${String(own[7]!.seal).padStart(12, '0')}.txt`);
});

test('the commands show that an entry was changed, though the manifest has its new hash', async () => {
  const pack = path.join(folder, 'changed');
  const files = await packBytes(madeSource(ledger, organization), { ledger });
  const lines = linesIn(files.get('entries/000000000001.ndjson'));
  const edited = lines.with(0, editedEntry(seededRandom(1), lines[0]!).line);
  const hashes = edited.map((line) => hexOf(leafHash(line)));
  const altered = changed(files, {
    'entries/000000000001.ndjson': fromLines(edited),
    'hashes/000000000001.txt': fromLines(hashes),
  });
  await writeFiles(pack, signedAgain(altered, ledger.ledgerKey));
  const [all, manifest, , , , , computed, listed, root, leafRoot] = await printed(pack);
  expect([all, manifest]).toEqual(['All files are those of the manifest.', 'Verified OK']);
  expect(computed).toBe(listed);
  expect(root).not.toBe(leafRoot);
});
