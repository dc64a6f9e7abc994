import { newestServed, type ServedVersion, type ServedWord } from '../../domain/datasets/served.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { servedVersionKey } from '../console-keys.ts';
import type { Item, Table, WriteCondition } from '../table/table.ts';

/** The version of each dataset that readers get, as operators set it. */
export interface ServedDatasets {
  /** Strongly consistent. */
  read(datasetId: string): Promise<ServedWord>;
  /** Sets it with the line of the trail; false where somebody else changed it since `seen`. */
  set(datasetId: string, next: Omit<ServedWord, 'revision'>, of: { seen: number; audit: AuditEntry }): Promise<boolean>;
}

/** One item a dataset that was changed. */
export const servedDatasetsOver = (table: Table): ServedDatasets => ({
  async read(datasetId) {
    const { item } = await table.get(servedVersionKey(datasetId));
    return item ? wordIn(item) : newestServed;
  },
  async set(datasetId, { served, at, reason }, { seen, audit }) {
    const word = { ...servedVersionKey(datasetId), is: served.is, revision: seen + 1, at, reason };
    const put = served.is === 'pinned' ? { ...word, served: served.version } : word;
    return (await table.transact([{ put, if: isStill(seen) }, auditLine(audit)])).ok;
  },
});

const isStill = (seen: number): WriteCondition => ({
  'nobody else published or withdrew since':
    seen === 0 ? { attribute: 'pk', is: 'absent' } : { attribute: 'revision', equals: seen },
});

const wordIn = ({ is, served, revision, at, reason }: Item): ServedWord => ({
  served: servedIn(is, served),
  ...{ revision: Number(revision), at: String(at), reason: String(reason) },
});

/** A state that this version does not know serves nothing. */
const servedIn = (is: unknown, version: unknown): ServedVersion => {
  if (is === 'newest') return { is };
  return is === 'pinned' ? { is, version: String(version) } : { is: 'withdrawn' };
};
