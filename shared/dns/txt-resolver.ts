/** `not_found`: there is no such record or name, says the zone. All else says nothing about it. */
export type TxtFailure = 'not_found' | 'timed_out' | 'refused' | 'failed';

/** Each record's strings are joined (RFC 7208, section 3.3, does so too). */
export type TxtAnswer = { readonly records: readonly string[] } | { readonly failure: TxtFailure };

/** The most records that are read of an answer, since the owner of the zone may write as many as they like. */
export const maxRecords = 100;
/** The longest TXT record that is read, in characters. */
export const longestRecord = 1_000;

/** Looks up TXT records. Never throws: what is not known is an answer too. */
export interface TxtResolver {
  /** At most `maxRecords` records of at most `longestRecord` characters; others are left out. */
  resolve(name: string, options: { readonly timeoutMs: number }): Promise<TxtAnswer>;
}

/** The records of an answer as they are handed on. */
export const cachedRecords = (records: readonly (readonly string[])[]): readonly string[] =>
  records
    .slice(0, maxRecords)
    .map((strings) => strings.join(''))
    .filter((record) => record.length <= longestRecord);
