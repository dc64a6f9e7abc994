import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createMailService } from '../../local/aws/mail-service.ts';
import { createParameterStore } from '../../local/aws/parameter-store.ts';
import { startAwsServer } from '../../local/aws/server.ts';
import { createMailbox } from '../../local/mailbox.ts';

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs `npm run secrets` with its own Parameter Store, whose clock is `now`. */
export async function secretsCommand(now = () => new Date('2026-11-24T00:00:00Z')) {
  const parameters = createParameterStore(now);
  const mail = createMailService(createMailbox(), () => new Date());
  const server = await startAwsServer(parameters, mail);
  const environment = {
    PATH: process.env.PATH,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'operator',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SSM: server.endpoint,
  };
  return {
    parameters,
    environment,
    stop: () => server.stop(),
    async run(args: readonly string[], given: Readonly<Record<string, string>> = {}): Promise<Ended> {
      const env = { ...environment, ...given };
      try {
        return { code: 0, ...(await promisify(execFile)(process.execPath, ['cli/secrets.ts', ...args], { env })) };
      } catch (error) {
        return error as Ended;
      }
    },
  };
}
