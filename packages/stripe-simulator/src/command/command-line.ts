import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

/** The port of Stripe's own mock server, stripe-mock: https://github.com/stripe/stripe-mock */
const defaultPort = '12111';

/** The text of `--help`. */
export const usage = `Usage: tollgate-stripe-simulator [options]

Starts a simulated Stripe account on 127.0.0.1, in memory, at the machine's time. Ctrl-C ends it.

  --port PORT          the port to listen on, 0 for any free one (default: ${defaultPort})
  --secret-key KEY     the account's secret key, sk_test_… (default: a random one)
  --webhook URL        register a webhook endpoint for all events, and print its signing secret
  --rules              print the rules that it enforces as a table, and end
  --help               show this text`;

/** A command line that cannot be carried out; the message is one sentence for whoever typed it. */
export class UsageError extends Error {}

/** The settings of one run; `port` 0 stands for any free one. */
export type CommandLine = {
  readonly isHelp: boolean;
  readonly isRules: boolean;
  readonly port: number;
  readonly secretKey: string;
  readonly webhook: string | undefined;
};

/** Reads the arguments behind the command's name. Throws a `UsageError` for an unknown option or a bad value. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { help, rules, port, 'secret-key': secretKey, webhook } = optionsIn(args);
  return {
    isHelp: help ?? false,
    isRules: rules ?? false,
    port: portOf(port ?? defaultPort),
    secretKey: secretKeyOf(secretKey ?? `sk_test_${randomBytes(16).toString('hex')}`),
    webhook,
  };
}

function optionsIn(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        rules: { type: 'boolean' },
        port: { type: 'string' },
        'secret-key': { type: 'string' },
        webhook: { type: 'string' },
      },
    }).values;
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UsageError(`${sentence}. See --help.`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port must be a whole number from 0 to 65535, not ${text}.`);
}

function secretKeyOf(text: string): string {
  if (/^sk_test_\w+$/.test(text)) return text;
  throw new UsageError('--secret-key must begin with sk_test_: the simulator takes no live keys.');
}
