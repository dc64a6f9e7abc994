import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Turns for several processes, one at a time: a turn lasts until its process ends. */
export type Turns = { readonly port: number; stop(): void };

/**
 * Gives turns in the order of the requests, once `greeting` is resolved; each process gets the greeting. If it is rejected, each gets the
 * reason. A greeting must fit into one packet.
 */
export async function giveTurns(greeting: Promise<string>): Promise<Turns> {
  const said = greeting.then(
    (text) => `+${text}`,
    (error: unknown) => `-${error}`,
  );
  const waiting = new Set<Socket>();
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer((socket) => {
    waiting.add(socket);
    const gone = once(socket.on('error', () => socket.destroy()).resume(), 'close').catch(() => {});
    void gone.then(() => waiting.delete(socket));
    last = last.then(async () => {
      socket.write(await said);
      await gone;
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      server.close();
      for (const socket of waiting) socket.destroy();
    },
  };
}

/** Waits for this process's turn, which lasts until the process ends; returns the greeting. @throws Error with the reason if there is none */
export async function takeTurn(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  const told = await new Promise<string>((resolve) => {
    socket.once('data', (chunk) => resolve(String(chunk)));
    socket.once('close', () => resolve('-Whoever gives turns has gone'));
  });
  socket.unref();
  if (told.startsWith('+')) return told.slice(1);
  throw new Error(told.slice(1));
}
