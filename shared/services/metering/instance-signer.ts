import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { receiptHeader, receiptText } from '../../domain/evidence/receipt.ts';
import type { InstanceKey, Noted } from './ledger-port.ts';
import type { Recorded } from './pending-ledger.ts';

type Deps = {
  readonly instance: string;
  readonly certify: (key: InstanceKey) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** Signs the receipts of one instance with a key of its own, which is made with the first receipt and never leaves the process. */
export function instanceSigner({ instance, certify, now }: Deps) {
  let pair: { readonly privateKey: KeyObject; readonly publicKey: string; readonly at: string } | undefined;
  let isCertified = false;
  const keyPair = () => {
    pair ??= newPair(now());
    return pair;
  };
  return {
    noted: ({ entry, place }: Recorded): Noted => ({
      receipt: () =>
        receiptHeader(entry, place, sign(null, Buffer.from(receiptText(entry, place)), keyPair().privateKey)),
    }),
    /** Has the key certified if it signed a receipt and is not certified. @throws Error; it may be asked again */
    async certified(): Promise<void> {
      if (isCertified || !pair) return;
      await certify({ instance, publicKey: pair.publicKey, at: pair.at });
      isCertified = true;
    },
  };
}

/** The signer of one instance's receipts. */
export type InstanceSigner = ReturnType<typeof instanceSigner>;

function newPair(atMs: number) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'jwk' }).x ?? '', at: new Date(atMs).toISOString() };
}
