/** An evidence pack as a stranger opens it: from its zip, with the verifier that is in it, and no network. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Verdict } from '../../evidence/verify/verdict.ts';
import { call } from './client.ts';

/** Nothing that the verifier does may open a connection. */
const offline =
  "import net from 'node:net';import dgram from 'node:dgram';import dns from 'node:dns';" +
  "const no=()=>{throw new Error('no network')};net.Socket.prototype.connect=no;dgram.createSocket=no;dns.lookup=no;";

/** Opens a zip with another program. Answers the folder. */
function openedPack(folder: string, name: string, zip: Buffer): string {
  const [file, opened] = [path.join(folder, `${name}.zip`), path.join(folder, name)];
  writeFileSync(file, zip);
  execFileSync('python3', ['-m', 'zipfile', '-e', file, opened]);
  return opened;
}

/** Runs the verifier of an opened pack in a process of its own. Answers all that it prints. @throws Error where the pack does not hold */
export function verifierSays(opened: string, args: readonly string[] = []): string {
  const before = ['--import', `data:text/javascript,${encodeURIComponent(offline)}`];
  return execFileSync(process.execPath, [...before, 'verify.mjs', ...args], { cwd: opened }).toString();
}

/** Opens a zip, and runs the verifier that is in it. */
export function verifiedPack(
  folder: string,
  name: string,
  { zip, args = [] }: { zip: Buffer; args?: readonly string[] },
) {
  const opened = openedPack(folder, name, zip);
  return { verdict: JSON.parse(verifierSays(opened, ['--json', ...args])) as Verdict, opened };
}

/** The lines of a file of an opened pack. */
export const packLines = (opened: string, name: string): Record<string, unknown>[] =>
  readFileSync(path.join(opened, name), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

/** Fetches a pack by its address, which needs no session. */
export async function fetchedPack(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

/** The thumbprint of the key that seals, as the site publishes it. */
export async function publishedThumbprint(): Promise<string> {
  const { keys } = (await call<{ keys: { kid: string; use: string }[] }>('/.well-known/tollgate/keys')).body;
  return keys.find(({ use }) => use === 'seals')!.kid;
}
