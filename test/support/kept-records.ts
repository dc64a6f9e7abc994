import { cachedRecords, type TxtAnswer, type TxtFailure, type TxtResolver } from '../../shared/dns/txt-resolver.ts';

export type KeptRecords = TxtResolver & {
  /** Sets the TXT records of a name, each as its strings; null: the name does not exist. */
  set(name: string, records: readonly (readonly string[])[] | null): void;
  fail(name: string, failure: TxtFailure): void;
  /** How many questions there were. */
  asked(): number;
};

/** A resolver that answers with the records that a test set. */
export function keptTxtRecords(): KeptRecords {
  const answers = new Map<string, TxtAnswer>();
  let asked = 0;
  return {
    set(name, records) {
      if (records === null) answers.delete(name);
      else answers.set(name, { records: cachedRecords(records) });
    },
    fail: (name, failure) => void answers.set(name, { failure }),
    asked: () => asked,
    async resolve(name) {
      asked += 1;
      return answers.get(name.toLowerCase()) ?? { failure: 'not_found' };
    },
  };
}
