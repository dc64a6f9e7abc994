import { hash } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import { minPartBytes, type PackStore } from '../../../shared/evidence-store/pack-store.ts';
import type { FaultyCalls } from '../faulty-calls.ts';

/**
 * The store of packs in memory, with the rules of S3's multipart uploads. A part takes the place of one of its number. All but the last have 5 MiB
 * at least. Each is completed by its present tag, and an upload that was completed is gone.
 */
export function memoryPacks() {
  const zips = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const keptBytes = new Map<string, Uint8Array>();
  let count = 0;
  const store: PackStore = {
    async begin() {
      count += 1;
      uploads.set(`upload-${count}`, new Map());
      return `upload-${count}`;
    },
    async putPart({ upload }, number, bytes) {
      const parts = uploads.get(upload);
      if (!parts) throw new Error('NoSuchUpload');
      parts.set(number, Buffer.from(bytes));
      return hash('md5', bytes);
    },
    async complete({ id, upload, tags }) {
      const parts = uploads.get(upload);
      if (!parts) {
        if (!zips.has(id)) throw new Error('NoSuchUpload');
        return;
      }
      const bytes = tags.map((tag, at) => {
        const part = parts.get(at + 1);
        if (!part || hash('md5', part) !== tag) throw new Error('InvalidPart');
        if (at + 1 < tags.length && part.length < minPartBytes) throw new Error('EntityTooSmall');
        return part;
      });
      uploads.delete(upload);
      zips.set(id, Buffer.concat(bytes));
    },
    keep: async (id, name, bytes) => void keptBytes.set(`${id}/${name}`, Uint8Array.from(bytes)),
    kept: async (id, name) => keptBytes.get(`${id}/${name}`) ?? null,
  };
  return { ...store, zips };
}

/** The store with calls that may get no answer. */
export function faultyPacks(store: PackStore, calls: FaultyCalls): PackStore {
  const unavailable = () => new AppError('unavailable', 'injected');
  const run = <T>(name: string, make: () => Promise<T>) => calls.run({ name, unavailable }, make);
  return {
    begin: (...input) => run('packs begin', () => store.begin(...input)),
    putPart: (...input) => run('packs part', () => store.putPart(...input)),
    complete: (...input) => run('packs complete', () => store.complete(...input)),
    keep: (...input) => run('packs keep', () => store.keep(...input)),
    kept: (...input) => run('packs kept', () => store.kept(...input)),
  };
}
