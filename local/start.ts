/** `npm start`: starts the local world, prints its addresses, and ends it on Ctrl-C. */
import { relative } from 'node:path';
import { draftSentence, draftsOf } from '../shared/domain/licences/publication.ts';
import type { World } from './world.ts';

const interrupted = new AbortController();
let world: World | undefined;

const say = (text: string) => console.log(text);

function addresses({ url, logFile }: World, stripe: string): string {
  const rows = [
    ['Site', url],
    ['Portal', `${url}/app`],
    ['Mailbox', `${url}/__local/mail.html`],
    ['Status', `${url}/__local/status`],
    ['Stripe', stripe],
    ['Buyer', `sign in as buyer@example.com at ${url}/sign-in; the link arrives in the mailbox`],
    ['Operator', `sign in as operator@example.com at ${url}/sign-in, then open ${url}/console`],
    ['Gateway', `${url}/gateway/trends/mentions/Havnora?days=3 with a key, in front of a sample API`],
    ['Test card', '4242 4242 4242 4242, any date to come, any CVC'],
    ['Log', relative(process.cwd(), logFile)],
  ];
  return rows.map(([name = '', text]) => `  ${name.padEnd(10)} ${text}`).join('\n');
}

async function stop(exitCode: number): Promise<never> {
  await world?.stop();
  process.exit(exitCode);
}

function onSignal(): void {
  if (interrupted.signal.aborted) process.exit(130);
  interrupted.abort(new Error('Interrupted'));
  if (!world) return;
  say('\nStopping. Press Ctrl-C again to stop at once.');
  void stop(0);
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  // Imported here and not above, so that a mistake in the catalogue is reported in one sentence.
  const { default: catalog } = await import('../tollgate.config.ts');
  for (const draft of draftsOf(catalog)) say(draftSentence(draft));
  const { startWorld } = await import('./world.ts');
  world = await startWorld({ onStep: (step) => say(`${step}…`), signal: interrupted.signal });
  void world.died.then((sentence) => {
    console.error(`\n${sentence} The local world ends: run npm start again.`);
    void stop(1);
  });
  const { stripe } = await world.status();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(`\nTollgate is ready at ${world.url}  (${seconds} s)\n\n${addresses(world, stripe.apiBase)}\n\nCtrl-C stops it.`);
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
process.on('uncaughtException', (error) => {
  console.error(error);
  void stop(1);
});

try {
  await main();
} catch (error) {
  if (interrupted.signal.aborted) process.exit(130);
  console.error(`Tollgate did not start. ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
