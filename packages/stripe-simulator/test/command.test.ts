import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCommandLine, UsageError, usage } from '../src/command/command-line.ts';
import { runSimulator } from '../src/command/run.ts';
import { startStripeSimulator } from '../src/index.ts';

const command = fileURLToPath(new URL('../bin/tollgate-stripe-simulator.ts', import.meta.url));

function run(...args: string[]) {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The exit code and both streams of a run that ends by itself. */
async function outcomeOf(child: ChildProcess) {
  const [out, err, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'exit')]);
  return { code, out, err };
}

/** The first lines of a run, up to the one that begins with `last`. */
async function linesUntil(last: string, { stdout }: ChildProcess): Promise<string[]> {
  let seen = '';
  for await (const chunk of stdout!.iterator({ destroyOnReturn: false })) {
    seen += chunk;
    if (seen.includes(last) && seen.endsWith('\n')) break;
  }
  return seen.trim().split('\n');
}

const valueBehind = (label: string, lines: readonly string[]) =>
  lines.find((line) => line.startsWith(label))?.slice(label.length + 1) ?? '';

describe('the command', () => {
  it('starts an account at the machine’s time, whose key and webhook secret it prints, and ends on SIGTERM', async () => {
    const child = run('--port', '0', '--webhook', 'http://127.0.0.1:9/hook');
    const lines = await linesUntil('Webhook signing secret', child);
    expect(valueBehind('Webhook signing secret:', lines)).toMatch(/^whsec_/);
    const { hostname, port } = new URL(valueBehind('The Stripe simulator listens at', lines));
    const stripe = new Stripe(valueBehind('Secret key:', lines), {
      host: hostname,
      port: Number(port),
      protocol: 'http',
    });
    const { created } = await stripe.customers.create({ email: 'ada@example.com' });
    expect(Math.abs(created - Date.now() / 1000)).toBeLessThan(60);
    expect((await stripe.webhookEndpoints.list()).data.map(({ url }) => url)).toEqual(['http://127.0.0.1:9/hook']);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('says how it is used', () => {
    expect(readCommandLine(['--help']).isHelp).toBe(true);
    for (const option of ['--port PORT', '--secret-key KEY', '--webhook URL']) expect(usage).toContain(option);
  });

  it.each([
    [['--port', 'http'], '--port must be a whole number from 0 to 65535, not http.'],
    [['--port', '65536'], '--port must be a whole number from 0 to 65535, not 65536.'],
    [['--secret-key', 'sk_live_1'], '--secret-key must begin with sk_test_: the simulator takes no live keys.'],
    [['--prot', '1'], "Unknown option '--prot'. See --help."],
    [['12111'], "Unexpected argument '12111'. See --help."],
  ])('%j is refused with one sentence', (args, sentence) => {
    expect(() => readCommandLine(args)).toThrow(new UsageError(sentence));
  });

  it('a webhook URL that the API refuses is refused with its sentence', async () => {
    const run = runSimulator(readCommandLine(['--port', '0', '--webhook', 'nowhere']));
    await expect(run).rejects.toThrow('--webhook: Invalid URL: An explicit scheme (such as https) must be provided.');
  });

  it('a port in use is refused with one sentence', async () => {
    const clock = { now: () => new Date() };
    const other = await startStripeSimulator({ clock, secretKey: 'sk_test_x', publishableKey: 'pk_test_x' });
    onTestFinished(() => other.stop());
    const { port } = new URL(other.url);
    const err = `Port ${port} is in use. Choose another one with --port.\n`;
    expect(await outcomeOf(run('--port', port))).toEqual({ code: 1, out: '', err });
  });
});
