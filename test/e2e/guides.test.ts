/** Runs every code sample of the guides in its language, on the local world. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sample } from '../../pages/guides/blocks.ts';
import { readGuides } from '../../pages/guides/read.ts';
import { builtSamples } from '../../pages/samples.ts';
import { sayIn } from '../../pages/src/words.ts';
import arabic from '../../pages/words/ar.json' with { type: 'json' };
import english from '../../pages/words/en.json' with { type: 'json' };
import tollgate from '../../tollgate.config.ts';
import { acceptLicences, buy, freshEmail, newKey, signUp, worldUrl } from '../support/client.ts';

/** Stands for the world's address, which is known once the world is there. */
const placeholder = 'http://guides.example';
const handle = `guided_${process.pid}`;
const guides = await readGuides(
  {
    catalog: tollgate,
    samples: builtSamples(tollgate),
    origin: placeholder,
    say: { en: sayIn('en', english), ar: sayIn('ar', arabic) },
  },
  (code) => code,
);
const samplesOf = (language: 'en' | 'ar') =>
  guides[language].flatMap(({ id, blocks }) =>
    blocks.flatMap((block) => (block.kind === 'code' ? block.samples.map((sample) => ({ id, ...sample })) : [])),
  );
const optionOf = ({ meta }: Sample, name: string) => new RegExp(`\\b${name}=(\\w+)`).exec(meta)?.[1];
/** Commands over a pack are run beside the verifier's tests. */
const isOfPack = (sample: Sample) => optionOf(sample, 'in') === 'pack';
const programs = samplesOf('en').filter((sample) => sample.language !== 'json' && !isOfPack(sample));
const expected = ({ meta }: Sample) => /prints="(.*)"/.exec(meta)?.[1];

let folder: string;
const keys = { test: '', live: '' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-guides-'));
  const [operator, buyer] = [await signUp('operator@example.com'), await signUp(freshEmail('guides'))];
  await acceptLicences(buyer);
  await buy(buyer, 'basic');
  keys.test = (await newKey(buyer, 'test')).secret;
  keys.live = (await newKey(buyer, 'live')).secret;
  const profile = { kind: 'person', handle, displayName: 'Ada', url: 'https://ada.example' };
  expect((await buyer.send('POST', '/v1/badges', profile)).status).toBe(201);
  await buy(buyer, 'verified');
  const approved = await operator.send('POST', `/v1/admin/badges/${handle}/approve`, { reason: 'reviewed' });
  expect(approved.status).toBe(200);
});
afterAll(() => rm(folder, { recursive: true }));

/** A failing answer fails the command, as `curl` alone would not. */
const strict = 'curl() { command curl --silent --show-error --fail-with-body "$@"; }\n';
const commands = {
  bash: { file: 'sample.sh', command: 'bash', before: `set -e -o pipefail\n${strict}`, after: '' },
  typescript: { file: 'sample.mts', command: process.execPath, before: '', after: '' },
  python: { file: 'sample.py', command: 'python3', before: '', after: '' },
} as const;

async function ran(sample: Sample, { before = '', after = '', env = {} } = {}): Promise<string> {
  const { language, text } = sample;
  if (language !== 'bash' && language !== 'typescript' && language !== 'python')
    throw new Error(`${language} runs not`);
  const { file, command, before: start } = commands[language];
  const code = text.replaceAll(placeholder, worldUrl()).replace(/\bada\b/g, handle);
  await writeFile(join(folder, file), [start, before, code, after].join('\n'));
  const key = keys[optionOf(sample, 'as') === 'live' ? 'live' : 'test'];
  const options = { cwd: folder, env: { ...process.env, TOLLGATE_KEY: key, ...env }, timeout: 60_000 };
  return promisify(execFile)(command, [file], options).then(
    ({ stdout }) => stdout,
    (error: { stdout: string; stderr: string }) => {
      if (sample.meta.includes('status=')) return error.stdout;
      throw new Error(`${text}\n${error.stderr}\n${error.stdout}`);
    },
  );
}

test('every sample says what it prints, or stands in a test of its own', () => {
  expect(programs.length).toBeGreaterThan(40);
  expect(programs.filter((sample) => expected(sample) === undefined && !sample.meta.includes('with='))).toEqual([]);
  expect(samplesOf('ar').map(({ text }) => text)).toEqual(samplesOf('en').map(({ text }) => text));
});

test.each(
  programs
    .filter((sample) => expected(sample))
    .map((sample, i) => [`${sample.id} ${i} in ${sample.language}`, sample] as const),
)('the sample %s prints what it promises', async (_, sample) => {
  expect(await ran(sample)).toMatch(new RegExp(expected(sample)!, 'm'));
});

test.each(['typescript', 'python'] as const)(
  'the check of a webhook in %s takes our signature and no other',
  async (language) => {
    const sample = programs.find((each) => each.id === 'webhooks' && each.language === language)!;
    const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, so').toString('base64')}`;
    const [id, body, at] = ['msg_1', '{"type":"webhook.test","data":"…"}', new Date()];
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    };
    const env = { SECRET: secret, HEADERS: JSON.stringify(headers), BODY: body };
    const after = {
      typescript: `const { SECRET = '', HEADERS = '', BODY = '' } = process.env;
console.log([BODY, BODY + ' '].map((body) => isGenuine(SECRET, JSON.parse(HEADERS), body)).join(' '));`,
      python: `import json, os
print(*[str(is_genuine(os.environ['SECRET'], json.loads(os.environ['HEADERS']), body)).lower()
    for body in (os.environ['BODY'], os.environ['BODY'] + ' ')])`,
    }[language];
    expect((await ran(sample, { after, env })).trim()).toBe('true false');
  },
);

test('the code that shows a badge is that of the badge’s page', async () => {
  const snippet = programs.find(({ language }) => language === 'html')!.text;
  const here = snippet.replaceAll(placeholder, worldUrl()).replace(/\bada\b/g, handle);
  const page = await (await fetch(`${worldUrl()}/badges/${handle}`)).text();
  expect(page).toContain(here.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`));
});
