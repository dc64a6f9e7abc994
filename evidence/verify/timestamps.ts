import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { Pack } from './folder.ts';

const folder = 'timestamps/';

/** The DER of a MessageImprint by SHA-256 up to its hash, with and without the NULL of its parameters. Source: RFC 3161, section 2.4.1; RFC 5754, section 2. */
const imprints = ['3031300d060960864801650304020105000420', '302f300b06096086480165030402010420'];

/**
 * Each time stamp is of a signed seal of this pack. The signature of its authority is left to `openssl ts -verify`, because only the reader knows which
 * authority to trust. Answers how many there are.
 */
export function checkTimestamps(pack: Pack): number {
  const files = pack.present.filter((file) => file.startsWith(folder));
  if (files.length === 0) return 0;
  const seals = sealLines(pack);
  for (const file of files) {
    const bytes = fs.readFileSync(`${pack.folder}/${file}`);
    pack.hashes.set(file, createHash('sha256').update(bytes).digest('hex'));
    const number = /^timestamps\/(\d{12})\.tsr$/.exec(file)?.[1];
    const line = number === undefined ? undefined : seals.get(Number(number));
    const add = (text: string) => pack.findings.add({ code: 'timestamp.seal', text, file, seal: Number(number ?? 0) });
    if (line === undefined) add('no seal of the pack has this time stamp');
    else if (!isOf(bytes, line)) add('the time stamp is of another text than the signed seal');
  }
  pack.findings.note(
    `${files.length} seals have the reply of a time-stamp authority. Check its signature with \`openssl ts -verify\`, by a root that you trust.`,
  );
  return files.length;
}

function isOf(reply: Buffer, line: string): boolean {
  const hash = createHash('sha256').update(line).digest('hex');
  return imprints.some((imprint) => reply.includes(Buffer.from(imprint + hash, 'hex')));
}

function sealLines(pack: Pack): Map<number, string> {
  const lines = fs.readFileSync(`${pack.folder}/seals.ndjson`, 'utf8').split('\n');
  return new Map(lines.map((line): [number, string] => [Number(/"number":(\d+)/.exec(line)?.[1] ?? 0), line]));
}
