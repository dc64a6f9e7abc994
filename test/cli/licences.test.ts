import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayAfter } from '../../shared/domain/licences/day.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-licences-'));
  for (const part of [
    'cli',
    'shared',
    'functions',
    'licences',
    'infra',
    'local',
    'pages',
    'package.json',
    'tollgate.config.ts',
  ])
    cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(...command: string[]) {
  const env = { PATH: process.env.PATH, STRIPE_SECRET_KEY: 'sk_test_none', STRIPE_API_BASE: 'http://127.0.0.1:9' };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8', env });
  return { status, stdout, stderr };
}
const licences = (...words: string[]) => run('cli/licences.ts', ...words);
/** Whether the configuration is accepted: the catalogue command then goes on to Stripe, where nobody answers. */
const isTaken = () => !run('cli/catalog.ts', 'plan').stderr.includes('Licence');

const draft = 'licences/films-2026-12.ts';
function edit(file: string, from: string, to: string) {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replaceAll(from, to));
}
const publishedTexts = () =>
  Object.fromEntries(
    readdirSync(join(folder, 'licences/published'))
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name, JSON.parse(readFileSync(join(folder, 'licences/published', name), 'utf8'))]),
  );

describe('a published licence text', () => {
  it.each([
    ['npm start', ['local/start.ts']],
    ['synthesis', ['infra/app.ts']],
  ])('that was edited under its version ends %s with one sentence that says what to do', (_, command) => {
    edit(draft, 'offer a copy of it', 'offer a copy of any of it');
    const { status, stderr } = run(...command);
    expect(status).toBe(1);
    expect(stderr).toContain('Licence "films" 2026-12-02 is published, so its text, title and terms cannot change');
    expect(stderr).toContain('Give your text a new version in licences/ and run `npm run licences -- publish`');
    expect(stderr).not.toContain('conversations');
  });

  it('is mended as the refusal says, by a new version and the command; the old text stays', () => {
    const before = publishedTexts();
    edit(draft, 'offer a copy of it', 'offer a copy of any of it');
    expect(isTaken()).toBe(false);
    expect(licences('publish')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Give your text a new version'),
    });

    edit(draft, '2026-12-02', '2026-12-24');
    expect(isTaken()).toBe(true);
    const { status, stdout } = licences('publish');
    const day = dayAfter(Date.now(), 30);
    expect(status).toBe(0);
    expect(stdout).toContain(`films 2026-12-24 is published, in force from ${day}.`);
    expect(isTaken()).toBe(true);
    const after = publishedTexts();
    expect(after).toEqual({ ...before, 'films-2026-12-24.json': after['films-2026-12-24.json'] });
    expect(after['films-2026-12-24.json']).toMatchObject({ inForceFrom: day, version: '2026-12-24' });
    expect(after['films-2026-12-24.json'].text.en).toContain('a copy of any of it');
  });

  it('may get another translation under its version and hash, once it is published', () => {
    const before = publishedTexts()['films-2026-12-02.json'];
    edit(draft, 'في منتجاتك وتقاريرك', 'في تقاريرك ومنتجاتك');
    expect(run('infra/app.ts').stderr).toContain('Licence "films" 2026-12-02 has another translation');
    expect(licences('publish').stdout).toContain('films 2026-12-02 has its new translation');
    expect(isTaken()).toBe(true);
    const after = publishedTexts()['films-2026-12-02.json'];
    expect(after.text.ar).toContain('في تقاريرك ومنتجاتك');
    expect({ ...after, text: after.text.en }).toEqual({ ...before, text: before.text.en });
  });

  it.each([
    ['another term', "modelTraining: 'allowed'", "modelTraining: 'allowed',\n    auditNoticeDays: 7"],
    ['no terms', / {2}terms: \{[\s\S]*?\n {2}\},\n/, ''],
  ])('has terms that are fixed with it: %s under its version is refused', (_, from, to) => {
    const text = readFileSync(join(folder, draft), 'utf8');
    expect(text).toMatch(from);
    writeFileSync(join(folder, draft), text.replace(from, to));
    expect(run('infra/app.ts').stderr).toContain(
      'Licence "films" 2026-12-02 is published, so its text, title and terms cannot change',
    );
  });

  it('has one language that binds: the other may not take its place', () => {
    edit(draft, "version: '2026-12-02',", "version: '2026-12-02',\n  binding: 'ar',");
    expect(run('infra/app.ts').stderr).toContain('is published, so its text, title and terms cannot change');
  });

  it('is accepted again once an edit is undone', () => {
    edit(draft, 'offer a copy of it', 'offer a copy of any of it');
    edit(draft, 'offer a copy of any of it', 'offer a copy of it');
    expect(isTaken()).toBe(true);
  });

  it.each([
    ['text', 'offer a copy of it', 'offer a copy of any of it'],
    ['terms', '"modelTraining": "allowed"', '"modelTraining": "allowed", "retentionDays": 1'],
  ])('is refused by name if the %s in its file was changed', (_, from, to) => {
    edit('licences/published/films-2026-12-02.json', from, to);
    const { status, stderr } = run('infra/app.ts');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'licences/published/films-2026-12-02.json does not hold the text and terms that were published',
    );
  });

  it('may be postponed, even after a commit, and never brought forward', () => {
    edit(draft, '2026-12-02', '2026-12-24');
    const [soon, later] = [dayAfter(Date.now(), 40), dayAfter(Date.now(), 50)];
    expect(licences('publish', '--in-force-from', later).status).toBe(0);
    expect(licences('postpone', 'films', '2026-12-24', '--in-force-from', soon)).toMatchObject({
      status: 1,
      stderr: `--in-force-from must be a day after ${later}\n`,
    });
    const latest = dayAfter(Date.now(), 60);
    expect(licences('postpone', 'films', '2026-12-24', '--in-force-from', latest).status).toBe(0);
    expect(publishedTexts()['films-2026-12-24.json'].inForceFrom).toBe(latest);
    expect(licences('postpone', 'films', '2026-11-01', '--in-force-from', latest).stderr).toContain('in force since');
  });

  it('may be withdrawn if it was never deployed, and its draft published again under the same version', () => {
    edit(draft, 'offer a copy of it', 'offer a copy of any of it');
    for (const version of ['2026-12-02', '2026-11-01']) expect(licences('withdraw', 'films', version).status).toBe(0);
    expect(run('local/start.ts').stderr).toContain('Licence "films" 2026-12-02 was never published');
    expect(licences('publish').stdout).toContain(
      `films 2026-12-02 is published, in force from ${dayAfter(Date.now())}.`,
    );
    expect(isTaken()).toBe(true);
  });

  it.each([
    [['publish', '--in-force-from', '2026-02-30'], 'give a day such as'],
    [['publish', '--in-force-from', '2020-01-01'], 'give a day such as'],
    [
      ['withdraw', 'films', '7'],
      'films 7 was never published; there is conversations 2026-11-01, conversations 2026-12-02',
    ],
    [['postpone', 'films', '7'], 'Usage: npm run licences'],
    [[], 'Usage: npm run licences'],
  ])('is not published, moved or taken back by %j', (words, sentence) => {
    edit(draft, '2026-12-02', '2026-12-24');
    const before = publishedTexts();
    expect(licences(...words)).toMatchObject({ status: 1, stderr: expect.stringContaining(sentence) });
    expect(publishedTexts()).toEqual(before);
  });
});
