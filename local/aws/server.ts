import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../host/body.ts';
import { keptIdleMs } from '../host/idle.ts';
import { comesFromThisMachine, onlyThisMachine } from '../loopback.ts';
import { createKeyService } from './key-service.ts';
import type { MailService } from './mail-service.ts';
import type { ParameterStore } from './parameter-store.ts';
import { type AwsAnswer, refused } from './protocol.ts';

const maxBodyBytes = 1_000_000;

/** Starts the stand-ins for SSM, SES v2 and KMS on one address of 127.0.0.1. An unknown action gets an AWS error. */
export async function startAwsServer(parameters: ParameterStore, mailService: MailService) {
  const services = { parameters, mailService, keys: createKeyService() };
  const server = createServer((request, response) => {
    answer(request, services).then(
      (result) => write(response, result),
      (error: unknown) => write(response, refused('InternalServerError', String(error), 500)),
    );
  });
  server.keepAliveTimeout = keptIdleMs;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type Services = {
  readonly parameters: ParameterStore;
  readonly mailService: MailService;
  readonly keys: ReturnType<typeof createKeyService>;
};

async function answer(request: IncomingMessage, { parameters, mailService, keys }: Services): Promise<AwsAnswer> {
  const body = await readBody(request, maxBodyBytes);
  if (!comesFromThisMachine(request.headers)) return refused('AccessDeniedException', onlyThisMachine, 403);
  const input = parsed(body);
  if (input === undefined) return refused('SerializationException', 'The body is not JSON');
  const [service, action = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  if (service === 'AmazonSSM') return parameters.call(action, input);
  if (service === 'TrentService') return keys.call(action, input);
  if (request.method === 'POST' && request.url === '/v2/email/outbound-emails') return mailService.sendEmail(input);
  return refused('UnknownOperationException', `There is no stand-in for ${request.method} ${request.url}`, 404);
}

function parsed(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString() || '{}');
  } catch {
    return undefined;
  }
}

/** Writes an error for all protocols: clients of SSM and KMS read `__type`, SES's client reads the header. */
function write(response: ServerResponse, result: AwsAnswer): void {
  const body = result.ok ? result.body : { __type: result.error, message: result.message };
  response.writeHead(result.ok ? 200 : result.status, {
    'content-type': 'application/x-amz-json-1.1',
    ...(!result.ok && { 'x-amzn-errortype': result.error }),
  });
  response.end(JSON.stringify(body));
}
