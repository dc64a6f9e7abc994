/** A time-stamp authority by `openssl ts`, which is not ours. Source: RFC 3161. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

const run = promisify(execFile);
const settings = `[authority]
serial = ./serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
`;
const newCertificate =
  'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out root.pem -days 2 -subj /CN=Authority ' +
  '-addext extendedKeyUsage=critical,timeStamping -addext keyUsage=critical,digitalSignature';

/** Starts an authority. `root`: the file of its certificate, for `openssl ts -verify -CAfile`. `state.answers`: set it to change the reply. */
export async function timestampAuthority() {
  const cwd = await mkdtemp(join(tmpdir(), 'tollgate-tsa-'));
  const openssl = (line: string) => run('openssl', line.split(' '), { cwd });
  await writeFile(join(cwd, 'tsa.cnf'), settings);
  await writeFile(join(cwd, 'serial'), '01\n');
  await openssl(newCertificate);
  const state: { asked: number; answers: (reply: Buffer) => { status: number; body: Buffer } } = {
    asked: 0,
    answers: (body) => ({ status: 200, body }),
  };
  const server = createServer(async (request, response) => {
    const name = `${++state.asked}`;
    await writeFile(join(cwd, `${name}.tsq`), await buffer(request));
    await openssl(
      `ts -reply -queryfile ${name}.tsq -signer root.pem -inkey key.pem -config tsa.cnf -section authority -out ${name}.tsr`,
    );
    const { status, body } = state.answers(await readFile(join(cwd, `${name}.tsr`)));
    response.writeHead(status, { 'content-type': 'application/timestamp-reply' }).end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`,
    root: join(cwd, 'root.pem'),
    state,
    /** Checks a reply to a text with the authority's certificate. @throws Error where it does not hold */
    async verify(reply: Buffer, text: string): Promise<string> {
      await writeFile(join(cwd, 'reply.tsr'), reply);
      await writeFile(join(cwd, 'text'), text);
      return (await openssl('ts -verify -in reply.tsr -data text -CAfile root.pem')).stdout;
    },
    async stop() {
      server.close();
      await rm(cwd, { recursive: true });
    },
  };
}
