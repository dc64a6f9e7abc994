/** `npm run operators`: lets an operator register a first passkey, or another one after a loss. */
import { connect } from './operators/deployment.ts';
import { invite } from './operators/invite.ts';
import { readSettings } from './operators/settings.ts';

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2));
  const { default: catalog } = await import('../tollgate.config.ts');
  for (const line of await invite({ ...(await connect(settings)), catalog }, settings.address)) console.log(line);
}

try {
  await main();
} catch (error) {
  console.error(`operators: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
