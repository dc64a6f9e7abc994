/** `npm run operators`: who the operators are, what each may do, and their passkeys. */
import { connect } from './operators/deployment.ts';
import { invite } from './operators/invite.ts';
import { changeRole, listOperators } from './operators/roles.ts';
import { readSettings } from './operators/settings.ts';

async function main(): Promise<void> {
  const { command, deployment } = readSettings(process.argv.slice(2));
  const { default: catalog } = await import('../tollgate.config.ts');
  const deps = { ...(await connect(deployment)), catalog };
  const lines =
    command.name === 'list'
      ? await listOperators(deps)
      : command.name === 'invite'
        ? await invite(deps, command.address)
        : await changeRole(deps, command);
  for (const line of lines) console.log(line);
}

try {
  await main();
} catch (error) {
  console.error(`operators: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
