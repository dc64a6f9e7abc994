import { crc32, createDeflateRaw } from 'node:zlib';
import type { PackFile } from './pack-parts.ts';

/** A file that is in the zip already: its checksum, sizes in bytes, and the offset of its header. */
export type ZippedFile = {
  readonly path: string;
  readonly crc32: number;
  readonly size: number;
  readonly zippedSize: number;
  readonly offset: number;
};

/** A zip as far as it is written: enough to go on with it in another process. */
export type ZipState = { readonly offset: number; readonly files: readonly ZippedFile[] };

/** A value beyond 32 bits is written as this, and in full in the zip64 field. */
const beyond32 = 0xffff_ffff;
const beyond16 = 0xffff;
/** Names are UTF-8, and sizes follow the content. */
const flags = 0x0808;
const deflated = 8;
/** Version 4.5 of the format, which has zip64. */
const version = 45;
const regularFile = 0o100644 * 0x1_0000;

/**
 * Writes a zip piece by piece, and holds no file whole. Its files do not depend on what follows them, so it can be left after any file and gone on
 * with. All files have the time `at`, so that equal files give equal bytes.
 * Source: PKWARE, APPNOTE.TXT 6.3.10, 4.3 and 4.5.3.
 */
export class ZipWriter {
  readonly #time: number;
  readonly #files: ZippedFile[];
  #offset: number;

  constructor(at: Date, { offset, files }: ZipState = { offset: 0, files: [] }) {
    this.#time = dosTime(at);
    this.#files = [...files];
    this.#offset = offset;
  }

  /** As of the last file that was written to its end. */
  state(): ZipState {
    return { offset: this.#offset, files: this.#files };
  }

  /** The bytes of one file with its header. */
  async *file({ path, content }: PackFile): AsyncGenerator<Buffer> {
    const offset = this.#offset;
    const name = Buffer.from(path);
    const header = localHeader(name, this.#time);
    yield header;
    const read = { crc32: 0, size: 0 };
    let zippedSize = 0;
    for await (const part of deflate(content, read)) {
      zippedSize += part.length;
      yield part;
    }
    const file = { path, ...read, zippedSize, offset };
    const sizes = descriptor(file);
    yield sizes;
    this.#offset = offset + header.length + zippedSize + sizes.length;
    this.#files.push(file);
  }

  /** The list of all files, which ends the zip. */
  *end(): Generator<Buffer> {
    let length = 0;
    for (const file of this.#files) {
      const record = centralRecord(file, this.#time);
      length += record.length;
      yield record;
    }
    yield endRecords({ count: this.#files.length, length, offset: this.#offset });
  }
}

/** The compressed content; its checksum and length are noted while it is read. */
async function* deflate(
  content: AsyncIterable<Uint8Array>,
  read: { crc32: number; size: number },
): AsyncGenerator<Buffer> {
  const zip = createDeflateRaw();
  const pump = async () => {
    for await (const part of content) {
      read.crc32 = crc32(part, read.crc32);
      read.size += part.length;
      if (!zip.write(part)) await new Promise((resolve) => zip.once('drain', resolve));
    }
    zip.end();
  };
  pump().catch((error: unknown) => zip.destroy(error as Error));
  yield* zip as AsyncIterable<Buffer>;
}

function localHeader(name: Buffer, time: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt32LE(time, 10);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

const isLarge = ({ size, zippedSize }: ZippedFile): boolean => size >= beyond32 || zippedSize >= beyond32;

function descriptor(file: ZippedFile): Buffer {
  const bytes = Buffer.alloc(isLarge(file) ? 24 : 16);
  bytes.writeUInt32LE(0x0807_4b50, 0);
  bytes.writeUInt32LE(file.crc32, 4);
  if (isLarge(file)) {
    bytes.writeBigUInt64LE(BigInt(file.zippedSize), 8);
    bytes.writeBigUInt64LE(BigInt(file.size), 16);
  } else {
    bytes.writeUInt32LE(file.zippedSize, 8);
    bytes.writeUInt32LE(file.size, 12);
  }
  return bytes;
}

function centralRecord(file: ZippedFile, time: number): Buffer {
  const name = Buffer.from(file.path);
  const record = Buffer.alloc(46);
  const large = [file.size, file.zippedSize, file.offset].filter((each) => each >= beyond32);
  record.writeUInt32LE(0x0201_4b50, 0);
  record.writeUInt16LE(0x0300 + version, 4);
  record.writeUInt16LE(version, 6);
  record.writeUInt16LE(flags, 8);
  record.writeUInt16LE(deflated, 10);
  record.writeUInt32LE(time, 12);
  record.writeUInt32LE(file.crc32, 16);
  record.writeUInt32LE(Math.min(file.zippedSize, beyond32), 20);
  record.writeUInt32LE(Math.min(file.size, beyond32), 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt16LE(large.length === 0 ? 0 : 4 + 8 * large.length, 30);
  record.writeUInt32LE(regularFile, 38);
  record.writeUInt32LE(Math.min(file.offset, beyond32), 42);
  return Buffer.concat([record, name, zip64Field(large)]);
}

function zip64Field(values: readonly number[]): Buffer {
  if (values.length === 0) return Buffer.alloc(0);
  const field = Buffer.alloc(4 + 8 * values.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * values.length, 2);
  for (const [at, value] of values.entries()) field.writeBigUInt64LE(BigInt(value), 4 + 8 * at);
  return field;
}

type Central = { readonly count: number; readonly length: number; readonly offset: number };

function endRecords({ count, length, offset }: Central): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(count, beyond16), 8);
  end.writeUInt16LE(Math.min(count, beyond16), 10);
  end.writeUInt32LE(Math.min(length, beyond32), 12);
  end.writeUInt32LE(Math.min(offset, beyond32), 16);
  const fits = count < beyond16 && length < beyond32 && offset < beyond32;
  return fits ? end : Buffer.concat([zip64End({ count, length, offset }), end]);
}

function zip64End({ count, length, offset }: Central): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x0606_4b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(0x0300 + version, 12);
  record.writeUInt16LE(version, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x0706_4b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

/** MS-DOS time in the lower half, date in the upper, both in UTC. */
function dosTime(at: Date): number {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return date * 0x1_0000 + time;
}
