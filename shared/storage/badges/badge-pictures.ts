import { ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Table } from '../table/table.ts';
import { badgePictureKey } from './badge-keys.ts';
import { pictureAttributes } from './shown-attributes.ts';

/** The copy of a picture that is kept: its bytes, at most 60,000 of them, and their SHA-256 in hexadecimal. */
export type StoredPicture = {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
};
/** The account and badge that a picture belongs to. */
type Owner = { readonly accountId: string; readonly badge: string };

/** Copies of the pictures that badges show. */
export interface BadgePictures {
  find(owner: Owner, sha256: string): Promise<StoredPicture | null>;
  /** Stores a copy for a day, unless it is stored already. Writing an application that has it keeps it; it goes with the application. */
  put(owner: Owner, picture: StoredPicture, at: string): Promise<void>;
  /** Takes away every copy of an account's. */
  forget(accountId: string): Promise<void>;
}

const dayMs = 86_400_000;

/** Copies of pictures over the table. */
export function badgePicturesOver(table: Table): BadgePictures {
  return {
    async find({ accountId, badge }, sha256) {
      const { item } = await table.get(badgePictureKey({ accountId, badge, sha256 }), {
        attributes: pictureAttributes,
      });
      if (!item) return null;
      const { bytes, type, width, height } = item as unknown as StoredPicture;
      return { bytes, type, width, height, sha256 };
    },
    async put({ accountId, badge }, { bytes, type, width, height, sha256 }, at) {
      const ttl = ttlOf(new Date(Date.parse(at) + dayMs).toISOString());
      const item = { ...badgePictureKey({ accountId, badge, sha256 }), bytes, type, width, height, ttl };
      const result = await table.put(item, { 'no such copy is kept': { attribute: 'pk', is: 'absent' } });
      if (!result.ok && result.old?.ttl !== undefined) await table.put(item);
    },
    async forget(accountId) {
      const { pk } = badgePictureKey({ accountId, badge: '', sha256: '' });
      for (const { sk } of await readAll(table, { pk })) await table.delete({ pk, sk });
    },
  };
}
