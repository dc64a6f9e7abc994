import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { madeLedger } from '../test/support/evidence/made-ledger.ts';
import { filesOf, madeSource } from '../test/support/evidence/made-source.ts';
import { Tamperings } from '../test/support/evidence/tamperings.ts';
import { rounded, secondsSince } from './figure.ts';

const entries = 1_000_000;
const tamperings = 500;
const runs = 3;

/**
 * Seconds that `verify.mjs` takes for a pack with a million entries in 24 hours, in a process of its own: the fastest of three runs. `missed`
 * counts those of 1,000 random tamperings that were not told.
 */
export async function verifiedLedger(seed: number): Promise<{ readonly seconds: number; readonly missed: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-bench-ledger-'));
  const random = new Tamperings(seed);
  try {
    await writeLargePack(folder, seed);
    const times: number[] = [];
    for (let i = 0; i < runs; i += 1) times.push(await verifyIn(folder));
    console.log(`  verification of ${entries.toLocaleString('en-US')} entries: ${times.join(', ')} s`);
    const missed = [...(await random.packs(tamperings)), ...(await random.ledgers(tamperings))];
    for (const { how } of missed) console.log(`  missed: ${how}`);
    return { seconds: rounded(Math.min(...times)), missed: missed.length };
  } finally {
    random.end();
    rmSync(folder, { recursive: true });
  }
}

async function writeLargePack(folder: string, seed: number): Promise<void> {
  const from = new Date('2026-12-01T00:00:00Z');
  const size = { organizations: 1, hours: 24, callsAnHour: Math.ceil(entries / 24), from };
  const ledger = madeLedger(seed, { ...size, ids: false, receipts: false, signed: false });
  const [organization] = ledger.organizations;
  for await (const { path, content } of filesOf(madeSource(ledger, organization?.id ?? ''), { ledger })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await pipeline(content, createWriteStream(join(folder, path)));
  }
}

/** Seconds until the verifier ends. @throws Error where the pack does not hold. */
async function verifyIn(folder: string): Promise<number> {
  const startMs = performance.now();
  const verifier = spawn(process.execPath, [join(folder, 'verify.mjs'), '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  verifier.stdout.on('data', (part) => {
    text += part;
  });
  const [code] = await once(verifier, 'close');
  const seconds = secondsSince(startMs);
  const { counts } = JSON.parse(text) as { counts: { entries: number } };
  if (code !== 0 || counts.entries < entries) throw new Error(`The pack does not hold: ${text.slice(0, 400)}`);
  return seconds;
}
