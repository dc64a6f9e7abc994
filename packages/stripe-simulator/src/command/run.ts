import { stripeRules } from '../rules/rules.ts';
import { rulesTable } from '../rules/rules-table.ts';
import { type StripeSimulator, startStripeSimulator } from '../simulator.ts';
import { type CommandLine, UsageError, usage } from './command-line.ts';

/** How often the simulator does what has fallen due by the machine's time. */
const tickMs = 1000;

/**
 * Starts the simulator, prints where it listens and its keys, and ends it on SIGINT or SIGTERM. Throws a `UsageError` for a port in use
 * and for a webhook URL that the API refuses.
 */
export async function runSimulator(commandLine: CommandLine): Promise<void> {
  if (commandLine.isHelp) return console.log(usage);
  if (commandLine.isRules) return console.log(rulesTable(stripeRules));
  const simulator = await startOn(commandLine);
  const webhookSecret = await registeredWebhook(simulator, commandLine).catch(async (error: unknown) => {
    await simulator.stop();
    throw error;
  });
  const ticking = setInterval(() => void simulator.runDue(), tickMs);
  console.log(`The Stripe simulator listens at ${simulator.url}`);
  console.log(`Secret key: ${simulator.secretKey}`);
  if (webhookSecret) console.log(`Webhook signing secret: ${webhookSecret}`);
  const stop = () => {
    clearInterval(ticking);
    void simulator.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}

async function startOn({ port, secretKey }: CommandLine): Promise<StripeSimulator> {
  try {
    const publishableKey = secretKey.replace('sk_', 'pk_');
    return await startStripeSimulator({ port, secretKey, publishableKey, clock: { now: () => new Date() } });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new UsageError(`Port ${port} is in use. Choose another one with --port.`);
    if ((error as NodeJS.ErrnoException).code === 'EACCES')
      throw new UsageError(`This user may not listen on port ${port}. Choose another one with --port.`);
    throw error;
  }
}

/** The signing secret of an endpoint at `webhook` for all events; undefined where no webhook is wanted. */
async function registeredWebhook(
  { url, secretKey }: StripeSimulator,
  { webhook }: CommandLine,
): Promise<string | undefined> {
  if (webhook === undefined) return undefined;
  const answer = await fetch(`${url}/v1/webhook_endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}` },
    body: new URLSearchParams({ url: webhook, 'enabled_events[0]': '*' }),
  });
  const endpoint = (await answer.json()) as { secret?: string; error?: { message: string } };
  if (endpoint.error) throw new UsageError(`--webhook: ${endpoint.error.message}`);
  return endpoint.secret;
}
