import { parseArgs } from 'node:util';

const usage = `Usage: npm run seed [-- --url http://localhost:4000] [--organizations 100] [--keys 10] [--events 100] [--seed 17]

Fills the table of a local world with made-up organizations, each with so many keys and Stripe events. The same seed writes the same items,
but for times, which are before the world's clock. It writes to this machine's DynamoDB Local alone.`;

/** The local world to fill, and with how much. */
export type SeedSettings = {
  readonly url: string;
  readonly organizations: number;
  /** Each organization has so many. */
  readonly keys: number;
  /** Each organization has so many. */
  readonly events: number;
  readonly seed: number;
};

const options = {
  url: { type: 'string' },
  organizations: { type: 'string', default: '100' },
  keys: { type: 'string', default: '10' },
  events: { type: 'string', default: '100' },
  seed: { type: 'string', default: '17' },
} as const;

const most = { organizations: 100_000, keys: 100, events: 10_000, seed: 2 ** 32 - 1 } as const;

/** The settings that the command line names. @throws Error whose message is the usage, or names the mistake */
export function readSeedSettings(args: readonly string[]): SeedSettings {
  const { positionals, values } = parsed(args);
  if (positionals.length > 0) throw new Error(usage);
  const { url = `http://localhost:${process.env.PORT ?? '4000'}` } = values;
  refuseElsewhere('--url', url);
  const count = (name: keyof typeof most): number => {
    const text = values[name];
    if (!/^\d{1,10}$/.test(text) || Number(text) > most[name])
      throw new Error(`--${name} must be a whole number up to ${most[name]}, not "${text}".`);
    return Number(text);
  };
  return {
    url,
    organizations: count('organizations'),
    keys: count('keys'),
    events: count('events'),
    seed: count('seed'),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (cause) {
    throw new Error(usage, { cause });
  }
}

/** Made-up organizations belong nowhere but on this machine. @throws Error for an address of another machine */
export function refuseElsewhere(name: string, address: string): void {
  const { hostname } = URL.canParse(address) ? new URL(address) : { hostname: '' };
  if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    throw new Error(`${name} must be an address of this machine, such as http://localhost:4000, not "${address}".`);
}
