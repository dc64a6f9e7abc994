import { randomBytes } from 'node:crypto';
import { timeOfReply, timestampDigest, timestampRequest } from '../../shared/services/evidence/timestamp.ts';
import type { LedgerSealDeps, TimestampAuthority } from './deps.ts';

/** Seals that one run brings to the authority. A seal an hour needs one; after an outage of the authority more of them wait. */
const maxSeals = 50;
const nonceBytes = 8;
/** Most authorities answer within a second. */
const timeoutMs = 10_000;

type StampDeps = Pick<LedgerSealDeps, 'seals' | 'timestamps' | 'timestampAuthority' | 'log' | 'count'>;

/**
 * Has a time-stamp authority confirm each signed seal, in order, from the first that has no time stamp. An authority that does not answer delays no
 * seal: the next run asks again. Answers how many were confirmed.
 */
export async function stampSeals(deps: StampDeps): Promise<number> {
  const { seals, timestamps, timestampAuthority: authority, log, count } = deps;
  if (!authority) return 0;
  const waiting = await seals.from((await timestamps.last()) + 1, maxSeals);
  let stamped = 0;
  for (const { text, seal } of waiting) {
    try {
      const question = { digest: timestampDigest(text), nonce: randomBytes(nonceBytes) };
      const reply = await asked(authority, timestampRequest(question));
      await timestamps.put({ seal: seal.number, reply, at: timeOfReply(reply, question) });
      stamped += 1;
    } catch (error) {
      log.error('a seal has no time stamp yet', error, { seal: seal.number, authority: authority.address });
      count('SealsNotStamped', waiting.length - stamped);
      break;
    }
  }
  return stamped;
}

/** Source of the media types: RFC 3161, section 3.4. */
async function asked({ address, call }: TimestampAuthority, request: Uint8Array): Promise<Buffer> {
  const base = new URL(address);
  const path = `${base.pathname}${base.search}`;
  const headers = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' };
  const outcome = await call({ base, method: 'POST', path, headers, body: Buffer.from(request), timeoutMs });
  if (!outcome.ok)
    throw new Error(`The time-stamp authority did not answer: ${outcome.failure}`, { cause: outcome.cause });
  const { status, body } = outcome.reply;
  if (status !== 200) throw new Error(`The time-stamp authority answered with status ${status}`);
  return body;
}
