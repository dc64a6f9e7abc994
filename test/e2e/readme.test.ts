import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { local, worldUrl } from '../support/client.ts';

/** The README's story as a script, with the address of this world in place of the default one. */
async function pastedStory(): Promise<string> {
  const readme = await readFile('README.md', 'utf8');
  const blocks = [...readme.matchAll(/```sh\n(.*?)```/gs)].map(([, commands = '']) => commands);
  const story = blocks.find((commands) => commands.includes('/v1/signup'));
  if (!story) throw new Error('The README tells no story any more');
  return story.replaceAll('http://localhost:4000', worldUrl());
}

test("the README's commands, pasted one after the other, tell the story that they promise", async () => {
  await local.faults({});
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-readme-'));
  try {
    const { stdout } = await promisify(execFile)('bash', ['-c', await pastedStory()], { cwd: folder });
    const lines = stdout.trim().split('\n');
    expect(lines.filter((line) => line === 'accepted: 201')).toHaveLength(2);
    expect(lines.find((line) => line.startsWith('303 '))).toContain('/app?checkout=success');
    const answers = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    const [posts, counts, usage, refused] = answers.slice(-4);
    expect(posts.data).toHaveLength(2);
    expect(counts.data).toHaveLength(5);
    expect(usage).toMatchObject({ used: 7, remaining: 9_993 });
    expect(refused).toMatchObject({ status: 402, code: 'payment_required' });
  } finally {
    await rm(folder, { recursive: true });
  }
});
