import { Readable } from 'node:stream';
import type { PackFile } from './pack-parts.ts';
import { ZipWriter } from './zip-writer.ts';

/** The zip of these files, as a stream that holds no file whole. It fails where a file does. */
export const zipped = (files: AsyncIterable<PackFile>, now: Date): Readable =>
  Readable.from(zipBytes(files, now), { objectMode: false });

async function* zipBytes(files: AsyncIterable<PackFile>, now: Date): AsyncGenerator<Buffer> {
  const zip = new ZipWriter(now);
  for await (const file of files) yield* zip.file(file);
  yield* zip.end();
}
