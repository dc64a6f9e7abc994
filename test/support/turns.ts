import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Of several processes one at a time: each from its turn until it ends. */
export type Turns = { readonly port: number; stop(): void };

/**
 * Gives turns in the order in which they are asked for, once `greeting` is there, which each is told. Where it fails, each is told why
 * not. A greeting is short enough for one packet.
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

/** Waits for this process's turn, which lasts until it ends; answers the greeting. @throws Error saying why there is none */
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
