import { createServer } from 'node:net';
import { isFree } from './host/front.ts';

const defaultPort = 4000;

/**
 * The port to serve on: `wanted`, else `PORT`, else 4000; for 0 a free one. Throws one sentence if it is taken or not a
 * port number.
 */
export async function choosePort(wanted?: number): Promise<number> {
  const port = wanted ?? Number(process.env.PORT || defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be a whole number from 1 to 65535, not ${process.env.PORT}.`);
  if (port === 0) return anyFreePort();
  if (await isFree(port)) return port;
  throw new Error(`Port ${port} is taken: something else listens there. Stop it, or set PORT to another.`);
}

function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
