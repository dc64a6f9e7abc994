type Entry<V> = { readonly value: V; wasUsed: boolean };

/**
 * A map of at most `most` entries that keeps recently used ones (second chance, so that a hit moves nothing). The oldest entry goes, unless
 * it was used since the last eviction passed it. `onEvict` gets evicted values, not deleted ones.
 */
export class Recent<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #most: number;
  readonly #onEvict: (value: V) => void;

  constructor(most: number, onEvict: (value: V) => void = () => {}) {
    this.#most = most;
    this.#onEvict = onEvict;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    entry.wasUsed = true;
    return entry.value;
  }

  set(key: string, value: V): void {
    this.#entries.delete(key);
    while (this.#entries.size >= this.#most) this.#evictOne();
    this.#entries.set(key, { value, wasUsed: false });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Terminates, since each entry that it passes loses its second chance. */
  #evictOne(): void {
    for (const [key, entry] of this.#entries) {
      this.#entries.delete(key);
      if (!entry.wasUsed) {
        this.#onEvict(entry.value);
        return;
      }
      entry.wasUsed = false;
      this.#entries.set(key, entry);
    }
  }
}
