import { minPartBytes, type PackStore, type PackUpload } from '../../shared/evidence-store/pack-store.ts';

const partBytes = 2 * minPartBytes;

/** Bytes of a zip on their way to the store, in parts; less than a part waits in memory. */
export class PartedUpload {
  readonly #store: PackStore;
  readonly #upload: Omit<PackUpload, 'tags'>;
  readonly #tags: string[];
  #waiting: Uint8Array[];
  #length: number;

  /** `waiting`: bytes that belong behind the parts that are stored. */
  constructor(store: PackStore, { tags, ...upload }: PackUpload, waiting: Uint8Array) {
    this.#store = store;
    this.#upload = upload;
    this.#tags = [...tags];
    this.#waiting = [waiting];
    this.#length = waiting.length;
  }

  /** As far as it is stored. */
  get stored(): PackUpload {
    return { ...this.#upload, tags: [...this.#tags] };
  }

  /** Bytes that are not stored yet. */
  get waiting(): Uint8Array {
    return Buffer.concat(this.#waiting);
  }

  async write(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    for await (const each of bytes) {
      this.#waiting.push(each);
      this.#length += each.length;
      if (this.#length >= partBytes) await this.flush();
    }
  }

  /** Stores what waits as a part, which is the last one unless it has the least size. */
  async flush(): Promise<void> {
    const bytes = this.waiting;
    this.#tags.push(await this.#store.putPart(this.#upload, this.#tags.length + 1, bytes));
    this.#waiting = [];
    this.#length = 0;
  }
}
