import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type Socket as Connection, createServer, type Server } from 'node:net';
import type { DecodedPacket } from 'dns-packet';
import { createDnsZone, type DnsZone, type KeptZone } from './dns-zone.ts';

/** A running resolver, and the names that it knows. */
export type DnsServer = {
  /** `127.0.0.1:PORT`, over UDP and TCP. */
  readonly address: string;
  readonly zone: DnsZone;
  stop(): Promise<void>;
};

const loopback = '127.0.0.1';
/** The largest answer over UDP unless the question allows more (RFC 1035, section 4.2.1). */
const udpBytes = 512;
const maxBytes = 65_535;
const maxTries = 20;

/** Starts a resolver in place of the internet's. It answers from its zone; the functions query it like any other. */
export async function startDnsServer(): Promise<DnsServer> {
  const zone = createDnsZone();
  for (let attempt = 1; ; attempt++) {
    const udp = await listenUdp(zone);
    const { port } = udp.address();
    const tcp = await listenTcp(zone, port).catch((error: unknown) => {
      if (attempt === maxTries) throw error;
    });
    if (tcp) return { address: `${loopback}:${port}`, zone, stop: () => stop(udp, tcp) };
    udp.close();
  }
}

async function listenUdp(zone: KeptZone): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address }) => {
    const reply = replyOf(zone, question, udpBytesOf);
    if (reply) socket.send(reply, port, address);
  });
  socket.bind(0, loopback);
  await once(socket, 'listening');
  return socket;
}

function udpBytesOf({ additionals = [] }: DecodedPacket): number {
  const options = additionals.find(({ type }) => type === 'OPT');
  return options?.type === 'OPT' ? Math.max(udpBytes, options.udpPayloadSize) : udpBytes;
}

async function listenTcp(zone: KeptZone, port: number): Promise<Server & { readonly open: Set<Connection> }> {
  const open = new Set<Connection>();
  const server = createServer((connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    connection.on('error', () => connection.destroy());
    answerAll(zone, connection);
  });
  server.listen(port, loopback);
  await once(server, 'listening');
  return Object.assign(server, { open });
}

/** Answers over TCP, where each message follows its length in two octets (RFC 1035, section 4.2.2). */
function answerAll(zone: KeptZone, connection: Connection): void {
  let waiting = Buffer.alloc(0);
  connection.on('data', (bytes: Buffer) => {
    waiting = Buffer.concat([waiting, bytes]);
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE()) {
      const end = 2 + waiting.readUInt16BE();
      const reply = replyOf(zone, waiting.subarray(2, end), () => maxBytes);
      waiting = waiting.subarray(end);
      if (!reply) continue;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      connection.write(Buffer.concat([length, reply]));
    }
  });
}

/** The reply to a question; null for bytes that are not a DNS message, and for names that are silent. */
function replyOf(zone: KeptZone, question: Buffer, most: (packet: DecodedPacket) => number): Buffer | null {
  try {
    return zone.reply(question, most);
  } catch {
    return null;
  }
}

async function stop(udp: Socket, tcp: Server & { readonly open: Set<Connection> }): Promise<void> {
  for (const connection of tcp.open) connection.destroy();
  await Promise.all([
    new Promise<void>((resolve) => udp.close(() => resolve())),
    new Promise<void>((resolve) => tcp.close(() => resolve())),
  ]);
}
