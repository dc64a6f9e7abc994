import type { InstanceKey, LedgerStores } from '../../shared/services/metering/ledger-port.ts';

/** The stores of the ledger in memory: details by `instance/segment`, manifests by their hash, and the certified keys. */
export function memoryLedger() {
  const details = new Map<string, Uint8Array>();
  const manifests = new Map<string, readonly string[]>();
  const certified: InstanceKey[] = [];
  const stores: LedgerStores = {
    putDetail: async (instance, segment, bytes) => void details.set(`${instance}/${segment}`, bytes),
    putManifest: async (sha256, ids) => void manifests.set(sha256, ids),
    certify: async (key) => void certified.push(key),
  };
  return { ...stores, details, manifests, certified };
}
