import { createHash, type Hash } from 'node:crypto';

/** One file of a pack. Its content has to be read to its end before the next file is asked for. */
export type PackFile = { readonly path: string; readonly content: AsyncIterable<Uint8Array> };

type Content = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** How many characters are gathered before they go on as bytes. */
const maxGatheredChars = 65_536;

/** The files of a pack as they are read, with their hashes. */
export class PackParts {
  readonly #hashes: Record<string, string>;
  #unread: string | undefined;

  /** `hashes`: those of the files that were made before. */
  constructor(hashes: Readonly<Record<string, string>> = {}) {
    this.#hashes = { ...hashes };
  }

  /** A file of which the hash is noted while it is read. */
  file(path: string, content: Content): PackFile {
    this.#unread = path;
    const hash = createHash('sha256');
    return { path, content: this.#read({ path, hash, content }) };
  }

  /** A file of lines, each ended by a line feed. */
  lines(path: string, lines: Iterable<string> | AsyncIterable<string>): PackFile {
    return this.file(path, gathered(lines));
  }

  /**
   * The hashes (hex) of all files so far.
   * @throws Error where a file was not read to its end
   */
  hashes(): Readonly<Record<string, string>> {
    if (this.#unread !== undefined) throw new Error(`${this.#unread} was not read to its end`);
    return this.#hashes;
  }

  async *#read({ path, hash, content }: { path: string; hash: Hash; content: Content }) {
    for await (const part of content) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : part;
      hash.update(bytes);
      yield bytes;
    }
    this.#hashes[path] = hash.digest('hex');
    this.#unread = undefined;
  }
}

async function* gathered(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  for await (const line of lines) {
    text += `${line}\n`;
    if (text.length < maxGatheredChars) continue;
    yield text;
    text = '';
  }
  yield text;
}
