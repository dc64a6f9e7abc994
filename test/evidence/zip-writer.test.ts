/** The zip of a pack: other programs open it, and it goes on in another process after any file. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { PackFile } from '../../shared/services/evidence/pack-parts.ts';
import { type ZipState, ZipWriter } from '../../shared/services/evidence/zip-writer.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'zip-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = new Date('2026-12-03T08:00:02Z');

type Made = readonly (readonly [path: string, content: string])[];
const fileOf = ([name, content]: Made[0]): PackFile => ({
  path: name,
  content: (async function* () {
    for (let from = 0; from < content.length; from += 1_000) yield Buffer.from(content.slice(from, from + 1_000));
  })(),
});

async function zipOf(files: Made): Promise<Buffer> {
  const zip = new ZipWriter(at);
  const parts: Buffer[] = [];
  for (const file of files) parts.push(...(await Array.fromAsync(zip.file(fileOf(file)))));
  return Buffer.concat([...parts, ...zip.end()]);
}

/** Names, sizes and times as Python's zipfile sees them, after it checked every checksum. */
function openedByPython(bytes: Buffer): { bad: string | null; files: [string, number, number[]][] } {
  const file = path.join(folder, 'made.zip');
  writeFileSync(file, bytes);
  const script =
    'import json,sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\n' +
    'print(json.dumps({"bad":z.testzip(),"files":[[i.filename,i.file_size,list(i.date_time)] for i in z.infolist()]}))';
  return JSON.parse(execFileSync('python3', ['-c', script, file], { maxBuffer: 2 ** 27 }).toString());
}

const some: Made = [
  ['README.md', 'hello\n'],
  ['entries/000000000001.ndjson', 'x'.repeat(300_000)],
  ['شركة/empty.ndjson', ''],
  ['manifest.json', '{}'],
];

test('another program reads every file, with its time', async () => {
  const { bad, files } = openedByPython(await zipOf(some));
  expect(bad).toBeNull();
  expect(files).toEqual(some.map(([name, { length }]) => [name, length, [2026, 12, 3, 8, 0, 2]]));
});

test('whichever file another process goes on after, the bytes are the same', async () => {
  const whole = await zipOf(some);
  for (let stop = 0; stop <= some.length; stop += 1) {
    const first = new ZipWriter(at);
    const parts: Buffer[] = [];
    for (const file of some.slice(0, stop)) parts.push(...(await Array.fromAsync(first.file(fileOf(file)))));
    const kept = JSON.parse(JSON.stringify(first.state())) as ZipState;
    const second = new ZipWriter(at, kept);
    for (const file of some.slice(stop)) parts.push(...(await Array.fromAsync(second.file(fileOf(file)))));
    expect(Buffer.compare(Buffer.concat([...parts, ...second.end()]), whole), `after ${stop}`).toBe(0);
  }
});

/** A zip of so many empty files as another process left it: all but their names and places is the writer's own first file. */
async function leftZip(count: number): Promise<{ bytes: Buffer; state: ZipState }> {
  const nameOf = (n: number) => `hashes/${String(n).padStart(6, '0')}.txt`;
  const writer = new ZipWriter(at);
  const first = Buffer.concat(await Array.fromAsync(writer.file(fileOf([nameOf(0), '']))));
  const [file] = writer.state().files;
  const nameAt = first.indexOf(nameOf(0));
  const copies = Array.from({ length: count }, (_, n) => {
    const copy = Buffer.from(first);
    copy.write(nameOf(n), nameAt);
    return copy;
  });
  const files = copies.map((_, n) => ({ ...file!, path: nameOf(n), offset: n * first.length }));
  return { bytes: Buffer.concat(copies), state: { offset: count * first.length, files } };
}

test('more files than fit into 16 bits, and offsets beyond 32 bits, have zip64 fields', async () => {
  const left = await leftZip(65_990);
  const writer = new ZipWriter(at, left.state);
  const parts = [left.bytes];
  for (let n = 0; n < 10; n += 1) parts.push(...(await Array.fromAsync(writer.file(fileOf([`last/${n}.txt`, 'end'])))));
  const { bad, files } = openedByPython(Buffer.concat([...parts, ...writer.end()]));
  expect(bad).toBeNull();
  expect(files).toHaveLength(66_000);
  const file = { path: 'a', crc32: 1, size: 5_000_000_000, zippedSize: 3, offset: 6_000_000_000 };
  const zip = new ZipWriter(at, { offset: 7_000_000_000, files: [file] });
  const [record, end] = [...zip.end()] as [Buffer, Buffer];
  expect(record.readUInt32LE(20)).toBe(3);
  expect([record.readUInt32LE(24), record.readUInt32LE(42)]).toEqual([0xffff_ffff, 0xffff_ffff]);
  const field = record.subarray(47);
  expect([field.readUInt16LE(0), field.readUInt16LE(2)]).toEqual([1, 16]);
  expect([field.readBigUInt64LE(4), field.readBigUInt64LE(12)]).toEqual([5_000_000_000n, 6_000_000_000n]);
  expect(end.readUInt32LE(0)).toBe(0x0606_4b50);
  expect(end.readBigUInt64LE(48)).toBe(7_000_000_000n);
});

test('a file that fails fails the zip', async () => {
  const content = (async function* () {
    yield Buffer.from('a');
    throw new Error('no bucket');
  })();
  await expect(Array.fromAsync(new ZipWriter(at).file({ path: 'a', content }))).rejects.toThrow('no bucket');
});
