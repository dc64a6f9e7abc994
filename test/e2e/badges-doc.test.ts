/** Runs the commands of docs/badges.md. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { LicenceView, Listing } from '../../shared/http/views.ts';
import { buy, freshEmail, local, signUp, worldUrl } from '../support/client.ts';

const handle = `shown_${process.pid}`;

/** The document's code blocks in a language, with this world's address and a badge of it. */
async function blocks(language: string): Promise<readonly string[]> {
  const document = await readFile('docs/badges.md', 'utf8');
  const found = [...document.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))];
  const here = (block: string) => block.replaceAll('http://localhost:4000', worldUrl()).replace(/\bada\b/g, handle);
  return found.map(([, block = '']) => here(block));
}

async function run(command: string, args: readonly string[], env: Record<string, string>, input = '') {
  const child = spawn(command, args, { env: { ...process.env, ...env } });
  child.stdin.end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out: out.trim(), err };
}

test('the commands of docs/badges.md show a badge, tell its state, and verify its credential until it is revoked', async () => {
  const [operator, holder] = [await signUp('operator@example.com'), await signUp(freshEmail('shown'))];
  const profile = { kind: 'person', handle, displayName: 'Ada', url: 'https://ada.example' };
  expect((await holder.send('POST', '/v1/badges', profile)).status).toBe(201);
  await buy(holder, 'verified');
  await buy(holder, 'basic');
  expect((await operator.send('POST', `/v1/admin/badges/${handle}/approve`, { reason: 'reviewed' })).status).toBe(200);
  for (const { id, version, sha256 } of (await holder.get<Listing<LicenceView>>('/v1/licences')).body.data)
    await holder.send('POST', '/v1/licences', { id, version, sha256, name: 'Ada', role: 'CTO' });
  const key = await holder.send<{ secret: string }>('POST', '/v1/keys', { label: 'badges', environment: 'live' });

  const [snippet = ''] = await blocks('html');
  const page = await (await fetch(`${worldUrl()}/badges/${handle}`)).text();
  expect(page).toContain(snippet.trim().replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`));

  const [state = '', states = '', checked = ''] = await blocks('sh');
  expect(JSON.parse((await run('bash', ['-c', state], {})).out)).toMatchObject({ handle, status: 'verified' });
  expect(JSON.parse((await run('bash', ['-c', states], { KEY: key.body.secret })).out)).toMatchObject({
    data: [
      { handle, verified: true },
      { handle: 'nobody', status: 'unknown' },
    ],
  });

  const [verify = ''] = await blocks('js');
  const credential = await (await fetch(/\S+\/credential/.exec(checked)![0])).text();
  const verified = async () => {
    const { now } = await local.advance(0);
    return run('node', ['--input-type=module', '--eval', verify], { SITE: worldUrl(), NOW: now }, credential);
  };
  expect(await verified()).toMatchObject({ out: `${worldUrl()}/badges/${handle}`, err: '' });
  await operator.send('POST', `/v1/admin/badges/${handle}/revoke`, { reason: 'Not Ada.' });
  await local.advance(120);
  const { out, err } = await verified();
  expect([out, err]).toEqual(['', expect.stringContaining('revocation: it no longer stands')]);
});
