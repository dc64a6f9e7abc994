/** Which capability is about money, which about credentials, which about the trail. */
import type { Prefix } from '../../shared/storage/prefixes.ts';

/** Changing these gives or takes what is paid for. */
const money: readonly Prefix[] = [
  'billing',
  'customer',
  'checkout',
  'fingerprint',
  'revenue',
  'waiting',
  'grant',
  'spendCap',
  'seat',
  'counter',
  'usage',
  'served',
  'overage',
  'environment',
  'batch',
  'verification',
];

/** Changing these makes, opens or ends a way in, or what others take for signed by us. */
const credentials: readonly Prefix[] = [
  'account',
  'email',
  'link',
  'session',
  'passkey',
  'challenge',
  'operatorInvitation',
  'key',
  'keyList',
  'webhook',
  'signingKey',
];

/** Chained lines, lines that wait for their chain, the heads of chains, and lines from before there were chains. */
const trail: readonly Prefix[] = ['trail', 'trailBox', 'trailHead', 'audit'];

const moneyElsewhere = ['reads the secret stripe-secret-key', 'sends to the queue topUp'];

/** The column of a capability; reading alone is counted by the organizations that it reaches. */
export function columnOf(can: string): 'money' | 'credentials' | 'trail' | undefined {
  const [verb = '', ...rest] = can.split(' ');
  const kind = rest.join(' ') as Prefix;
  if (moneyElsewhere.includes(can)) return 'money';
  if (/secret|signs|signing|sends mail/.test(can)) return 'credentials';
  if (!['writes', 'inserts', 'rewrites', 'deletes'].includes(verb)) return undefined;
  if (trail.includes(kind)) return 'trail';
  if (money.includes(kind)) return 'money';
  return credentials.includes(kind) ? 'credentials' : undefined;
}
