/** The bytes are not of the expected form. */
export class BytesUnreadable extends Error {
  constructor(detail: string, options: ErrorOptions = {}) {
    super(detail, options);
    this.name = 'BytesUnreadable';
  }
}

/** Collects bytes. Whole numbers are variable-length, seven bits a byte, least significant first (as in Protocol Buffers). */
export class ByteWriter {
  readonly #bytes: number[] = [];

  /** Throws a RangeError for anything but a whole number from 0 to 2^53 − 1. */
  number(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not a whole number from 0 up`);
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes.push((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes.push(rest);
    return this;
  }

  raw(bytes: Iterable<number>): this {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  /** Throws a RangeError for text that UTF-8 cannot hold. */
  text(value: string): this {
    if (!value.isWellFormed()) throw new RangeError(`${JSON.stringify(value)} has half a character`);
    const bytes = Buffer.from(value);
    return this.number(bytes.length).raw(bytes);
  }

  done(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/**
 * Reads the output of a ByteWriter.
 * @throws BytesUnreadable for anything else
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.raw(1)[0] ?? 0;
      value += (byte & 0x7f) * scale;
      if (!Number.isSafeInteger(value)) throw new BytesUnreadable('A number is too large');
      if (byte < 0x80) return value;
    }
  }

  raw(count: number): Uint8Array {
    const end = this.#at + count;
    if (end > this.#bytes.length) throw new BytesUnreadable('The bytes end early');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  text(): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.raw(this.number()));
    } catch (cause) {
      if (cause instanceof BytesUnreadable) throw cause;
      throw new BytesUnreadable('A text is not UTF-8', { cause });
    }
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new BytesUnreadable('There is more than there should be');
  }
}

/** Maps a whole number of either sign to one from 0 up, small ones to small ones. */
export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
/** The inverse of `zigzag`. */
export const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);
