import type { InstanceKey, LedgerStores } from './ledger-port.ts';

/**
 * The stores of the ledger, connected when the first is needed. Few answers wait for one, and the clients would slow the start of each
 * instance.
 */
export function connectLedgerStores(connect: () => Promise<LedgerStores>): LedgerStores {
  let connected: Promise<LedgerStores> | undefined;
  const stores = () => {
    connected ??= connect().catch((error: unknown) => {
      connected = undefined;
      throw error;
    });
    return connected;
  };
  return {
    putDetail: async (...detail) => (await stores()).putDetail(...detail),
    putManifest: async (sha256, ids) => (await stores()).putManifest(sha256, ids),
    certify: async (key: InstanceKey) => (await stores()).certify(key),
  };
}
