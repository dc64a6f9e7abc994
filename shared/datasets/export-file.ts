import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { csvLine, ndjsonLine } from '../domain/datasets/record-formats.ts';
import type { Row, WrittenFile } from './worker-protocol.ts';

/** A gzip file of records, written row by row: what is not yet written is never more than a few rows. */
export function exportFile({ path, format, names }: WrittenFile) {
  const gzip = createGzip({ level: 4 });
  const file = createWriteStream(path, { flags: 'wx' });
  const done = finished(gzip.pipe(file));
  done.catch(() => undefined);
  const write = async (text: string): Promise<void> => {
    if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), done]);
  };
  const line = (row: Row): string =>
    format === 'csv' ? csvLine(row.slice(0, names.length)) : ndjsonLine(names, row.slice(0, names.length));
  return {
    head: (): Promise<void> => (format === 'csv' ? write(csvLine(names)) : Promise.resolve()),
    write: (row: Row): Promise<void> => write(line(row)),
    async end(): Promise<void> {
      gzip.end();
      await done;
    },
  };
}
