import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openFunctionLog } from '../../local/log.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'log-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const written = (file: string, text: string) =>
  vi.waitUntil(() => existsSync(file) && readFileSync(file, 'utf8') === text, 30_000);

test('a second world leaves the log of the first alone, and the first of the next day takes it again', async () => {
  const wanted = join(folder(), 'made/functions.log');
  const first = openFunctionLog(wanted, () => {});
  first.write('accounts', 'one');
  await written(wanted, 'accounts one\n');
  const second = openFunctionLog(wanted, () => {});
  second.write('accounts', 'two');
  expect([first.file, second.file]).toEqual([wanted, wanted.replace('.log', '-2.log')]);
  await written(second.file, 'accounts two\n');
  await written(wanted, 'accounts one\n');
  first.close();
  const next = openFunctionLog(wanted, () => {});
  expect(next.file).toBe(wanted);
  next.close();
  second.close();
});
