import crypto from 'node:crypto';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { NoPack } from './folder.ts';
import { printed } from './print.ts';
import { type VerifyOptions, verifyPack } from './verify-pack.ts';

const usage = `Usage: node verify.mjs [FOLDER] [--key THUMBPRINT]… [--receipts FILE] [--witness FILE] [--json]

Checks an evidence pack that was opened into FOLDER (default: the folder of this file). It uses no network.
  --key THUMBPRINT   the key that has to sign the pack, as published; without it the thumbprint is printed
  --receipts FILE    receipts that you kept, one a line
  --witness FILE     seals and statements that you kept, one a line as they were published
  --json             prints the verdict as JSON
Exit code: 0 all that was checked holds, 1 something does not, 2 it could not be checked.`;

/** @throws NoPack with the usage where an argument is unknown. */
function optionsOf(args: readonly string[]): VerifyOptions & { readonly json: boolean } {
  const pinned: string[] = [];
  const files: { receipts?: string; witness?: string } = {};
  let [folder, json] = ['', false];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] as string;
    const value = args[at + 1];
    if (arg === '--json') json = true;
    else if (arg.startsWith('--')) {
      if (value === undefined || !['--key', '--receipts', '--witness'].includes(arg)) throw new NoPack(usage);
      if (arg === '--key') pinned.push(value);
      else files[arg === '--receipts' ? 'receipts' : 'witness'] = value;
      at += 1;
    } else if (folder === '') folder = arg;
    else throw new NoPack(usage);
  }
  return {
    folder: folder || fileURLToPath(new URL('.', import.meta.url)).replace(/[/\\]$/, ''),
    pinned,
    ...files,
    json,
  };
}

/** Checks the pack that the arguments name. Answers the exit code. */
async function main(args: readonly string[]): Promise<number> {
  try {
    if (typeof crypto.hash !== 'function')
      throw new NoPack(`Node 20.12 or newer is needed; this is ${process.version}`);
    const { json, ...options } = optionsOf(args);
    if (!fs.existsSync(options.folder)) throw new NoPack(`There is no folder ${options.folder}`);
    const verdict = await verifyPack({ ...options, folder: fs.realpathSync(options.folder) });
    console.log(json ? JSON.stringify(verdict) : printed(verdict));
    return verdict.ok ? 0 : 1;
  } catch (error) {
    console.error(error instanceof NoPack ? error.message : error);
    return 2;
  }
}

/** Whether this file was started, and not imported by a test. */
const isStarted = () =>
  process.argv[1] !== undefined && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);

if (isMainThread && isStarted()) process.exitCode = await main(process.argv.slice(2));
