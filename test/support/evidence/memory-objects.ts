import { type EvidenceObjects, EvidenceUnavailable } from '../../../shared/evidence-store/evidence-objects.ts';
import type { FaultyCalls } from '../faulty-calls.ts';

/** The evidence bucket in memory: a name is taken once. `objects` may be changed, as somebody with the right to do so would. */
export function memoryObjects() {
  const objects = new Map<string, Uint8Array>();
  const store: EvidenceObjects = {
    async putNew(name, bytes) {
      if (objects.has(name)) return false;
      objects.set(name, Uint8Array.from(bytes));
      return true;
    },
    async get(name, range) {
      const bytes = objects.get(name);
      if (!bytes) return null;
      return range ? bytes.slice(range.offset, range.offset + range.length) : bytes;
    },
  };
  return { ...store, objects };
}

/** The bucket with calls that may get no answer. */
export const faultyObjects = (store: EvidenceObjects, calls: FaultyCalls): EvidenceObjects => {
  const run = <T>(name: string, make: () => Promise<T>) =>
    calls.run({ name, unavailable: () => new EvidenceUnavailable(new Error('injected')) }, make);
  return {
    putNew: (name, bytes) => run('bucket put', () => store.putNew(name, bytes)),
    get: (name, range) => run('bucket get', () => store.get(name, range)),
  };
};
