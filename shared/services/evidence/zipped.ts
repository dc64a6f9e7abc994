import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { PackFile } from './pack-parts.ts';

/**
 * The zip of these files, as a stream that holds no file whole. All files have the time `now`, so that equal files give equal bytes.
 * The stream fails where a file does.
 */
export function zipped(files: AsyncIterable<PackFile>, now: Date): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: unknown) => output.destroy(error as Error);
  zip.on('error', fail);
  addAll(zip, files, now).catch(fail);
  return output;
}

async function addAll(zip: ZipFile, files: AsyncIterable<PackFile>, now: Date): Promise<void> {
  for await (const { path, content } of files) {
    const stream = Readable.from(content, { objectMode: false });
    const read = new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject));
    zip.addReadStream(stream, path, { mtime: now, mode: 0o100644, forceDosTimestamp: true });
    await read;
  }
  zip.end();
}
