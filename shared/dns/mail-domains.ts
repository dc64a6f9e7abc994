import { Resolver } from 'node:dns/promises';
import type { ResolverOptions } from './node-resolver.ts';

/** Whether a domain takes mail. Never throws. */
export interface MailDomains {
  /** False only where the zone says so: there is no such name, or it has a null MX. */
  takesMail(domain: string): Promise<boolean>;
}

const tryMs = 700;
const tries = 2;
const timeoutMs = 2_000;

/**
 * Asks for MX records. A domain takes no mail where its name does not exist (NXDOMAIN), or where its only MX is "." (null MX, RFC 7505,
 * section 3). One without MX is its own mail host (implicit MX, RFC 5321, section 5.1). A resolver that fails or is late says nothing.
 */
export const nodeMailDomains = ({ servers }: Pick<ResolverOptions, 'servers'> = {}): MailDomains => ({
  async takesMail(domain) {
    const resolver = new Resolver({ timeout: tryMs, tries });
    if (servers) resolver.setServers(servers);
    const timer = setTimeout(() => resolver.cancel(), timeoutMs);
    try {
      const records = await resolver.resolveMx(domain);
      return !(records.length === 1 && /^\.?$/.test(records[0]?.exchange ?? ''));
    } catch (error) {
      return (error as NodeJS.ErrnoException).code !== 'ENOTFOUND';
    } finally {
      clearTimeout(timer);
    }
  },
});
