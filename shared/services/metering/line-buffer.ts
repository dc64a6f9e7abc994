import { hash } from 'node:crypto';

/** A line in the buffer, and the hash of the leaf that it is (hex). */
export type BufferedLine = { readonly start: number; readonly end: number; readonly entry: string };

const firstBytes = 64 * 1_024;

/**
 * The lines of the ledger that wait, as bytes in one buffer. As strings, thousands of them would be moved by the garbage collector again and
 * again, which takes longer than to make them. Each is after the 0x00 with which its leaf is hashed (RFC 6962, section 2.1).
 */
export function lineBuffer() {
  let bytes: Buffer = Buffer.allocUnsafeSlow(firstBytes);
  let used = 0;
  return {
    add(line: string): BufferedLine {
      // No character of a string takes more than three bytes of UTF-8.
      const most = used + 1 + line.length * 3;
      if (most > bytes.length) bytes = grown(bytes, most);
      const start = used + 1;
      bytes[used] = 0;
      used = start + bytes.write(line, start);
      return { start, end: used, entry: hash('sha256', bytes.subarray(start - 1, used), 'hex') };
    },
    read: ({ start, end }: BufferedLine): string => bytes.toString('utf8', start, end),
    /** Bytes of all lines. */
    size: (): number => used,
    clear(): void {
      used = 0;
    },
  };
}

function grown(bytes: Buffer, least: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.max(least, bytes.length * 2));
  bytes.copy(larger);
  return larger;
}
