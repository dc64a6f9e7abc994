import type { PublishedLicence } from '../../domain/catalog/licence.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Key, Table, WriteCondition } from '../table/table.ts';
import { licenceTextPartition } from './licence-keys.ts';

/** A version that a deployment has served, as it was known then. */
export type DeployedLicence = Pick<PublishedLicence, 'id' | 'version' | 'sha256' | 'termsSha256' | 'inForceFrom'>;
/** How far the mails about a version have come: those that announce it, or those that remind of it. */
export type MailingProgress = { readonly cursor?: string; readonly finished: boolean };
/** Which notice of a new licence version is due: the announcement, or the reminder of so many days before its day. */
export type NoticePhase = 'announced' | '14-days' | '3-days' | '1-day';
type Told = Pick<PublishedLicence, 'id' | 'version' | 'inForceFrom'> & { readonly phase: NoticePhase };

/** The licence texts that deployments have served, and the buyers told of those to come. */
export interface LicenceRegistry {
  /** Every version that was ever deployed. */
  deployed(): Promise<readonly DeployedLicence[]>;
  /** Since when a version is served; from now, where nobody has seen it before. */
  seen(licence: Pick<DeployedLicence, 'id' | 'version' | 'sha256'>, now: Date): Promise<string>;
  /** Notes a version as deployed, or that it comes into force later than was said; false where that was noted before. */
  note(licence: DeployedLicence): Promise<boolean>;
  telling(of: Told): Promise<MailingProgress>;
  setTelling(of: Told, telling: MailingProgress): Promise<void>;
}
const deployedPrefix = 'VERSION#';
/** "#" is in no id and no version. */
const deployedKey = ({ id, version }: Pick<DeployedLicence, 'id' | 'version'>): Key => ({
  pk: licenceTextPartition,
  sk: `${deployedPrefix}${id}#${version}`,
});
const tellingKey = ({ id, version, inForceFrom, phase }: Told): Key => ({
  pk: licenceTextPartition,
  sk: `TOLD#${id}#${version}#${inForceFrom}#${phase}`,
});

const isFirst: WriteCondition = { 'nobody has noted it': { attribute: 'pk', is: 'absent' } };
const sameAs = ({ sha256, termsSha256 }: DeployedLicence): WriteCondition => ({
  'its text is what it was': { attribute: 'sha256', equals: sha256 },
  'its terms are what they were': {
    attribute: 'termsSha256',
    ...(termsSha256 === undefined ? { is: 'absent' } : { equals: termsSha256 }),
  },
});

/** The registry over the table. */
export const licenceRegistryOver = (table: Table): LicenceRegistry => ({
  async deployed() {
    const items = await readAll(table, { pk: licenceTextPartition, skPrefix: deployedPrefix });
    return items.map(({ pk, sk, ...licence }: Item) => licence as unknown as DeployedLicence);
  },
  async seen({ id, version, sha256 }, now) {
    const at = now.toISOString();
    const result = await table.put({ pk: licenceTextPartition, sk: `SEEN#${id}#${version}#${sha256}`, at }, isFirst);
    return result.ok ? at : String(result.old?.at);
  },
  async note({ id, version, sha256, termsSha256, inForceFrom }) {
    const key = deployedKey({ id, version });
    const { item } = await table.get(key);
    const isSame = item?.sha256 === sha256 && item.termsSha256 === termsSha256;
    if (isSame && item.inForceFrom === inForceFrom) return false;
    const known = { id, version, sha256, ...(termsSha256 && { termsSha256 }), inForceFrom };
    const { ok } = await table.put({ ...key, ...known }, item ? sameAs(known) : isFirst);
    if (!ok) throw new Error(`Licence "${id}" ${version} was deployed with another text, or with other terms`);
    return true;
  },
  async telling(of) {
    const { item } = await table.get(tellingKey(of));
    return {
      finished: item?.finished === true,
      ...(typeof item?.cursor === 'string' ? { cursor: item.cursor } : {}),
    };
  },
  async setTelling(of, { finished, cursor }) {
    await table.put({ ...tellingKey(of), finished, ...(cursor === undefined ? {} : { cursor }) });
  },
});
