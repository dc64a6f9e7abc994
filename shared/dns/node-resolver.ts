import { Resolver } from 'node:dns/promises';
import { cachedRecords, type TxtFailure, type TxtResolver } from './txt-resolver.ts';

/** Options of the DNS resolver. */
export type ResolverOptions = {
  /** `1.1.1.1`, `[2606:4700:4700::1111]:53`: asked in turn until one answers. Absent: those of the system. */
  readonly servers?: readonly string[];
  /** How long one try waits; the next waits longer. */
  readonly tryMs?: number;
  readonly tries?: number;
};

/** TXT records by node's resolver (c-ares), which asks again over TCP where an answer was cut off. */
export const nodeTxtResolver = ({ servers, tryMs = 1_000, tries = 2 }: ResolverOptions = {}): TxtResolver => ({
  async resolve(name, { timeoutMs }) {
    const resolver = new Resolver({ timeout: tryMs, tries });
    if (servers) resolver.setServers(servers);
    const timer = setTimeout(() => resolver.cancel(), timeoutMs);
    try {
      return { records: cachedRecords(await resolver.resolveTxt(name)) };
    } catch (error) {
      return { failure: failureOf((error as NodeJS.ErrnoException).code) };
    } finally {
      clearTimeout(timer);
    }
  },
});

/** By c-ares' codes: https://nodejs.org/api/dns.html#error-codes */
const failures: Readonly<Record<string, TxtFailure>> = {
  ENOTFOUND: 'not_found',
  ENODATA: 'not_found',
  ETIMEOUT: 'timed_out',
  ECANCELLED: 'timed_out',
  EREFUSED: 'refused',
  ECONNREFUSED: 'refused',
};

const failureOf = (code: string | undefined): TxtFailure => failures[code ?? ''] ?? 'failed';
