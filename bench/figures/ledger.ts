import type { Bench } from '../figure.ts';
import { ledgerMoney, printLedgerMoney } from '../ledger-money.ts';
import { verifiedLedger } from '../verified-ledger.ts';

const target = { 'verification of 1,000,000 entries, s': 5, 'tamperings missed': 0 };

/** The ledger: its price, the time of a verification, and tamperings that it misses. */
export const run: Bench = async (seed) => {
  printLedgerMoney(await ledgerMoney(seed));
  const { seconds, missed } = await verifiedLedger(seed);
  const value = { 'verification of 1,000,000 entries, s': seconds, 'tamperings missed': missed };
  const ok = (Object.keys(target) as (keyof typeof target)[]).every((name) => value[name] <= target[name]);
  return { bench: 'ledger', value, unit: 'see names', target, peer: {}, ratio: null, ok };
};
