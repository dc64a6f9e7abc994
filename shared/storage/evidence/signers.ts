import { noSigners, type Signers } from '../../domain/evidence/signer.ts';
import type { Item } from '../table/table.ts';

export { signersKey } from './evidence-item-keys.ts';

/** The attribute of a key in force, by its thumbprint. Each has its own, so that changes of two keys never meet. */
export const signerAttribute = (id: string): string => signerPrefix + id;
const signerPrefix = 'k:';

/** The signing keys as the item for admission holds them: none without an item. */
export const signersIn = (item: Item | undefined): Signers =>
  item
    ? {
        required: item.required === true,
        keys: Object.fromEntries(
          Object.entries(item).flatMap(([name, value]) =>
            name.startsWith(signerPrefix) ? [[name.slice(signerPrefix.length), String(value)] as const] : [],
          ),
        ),
      }
    : noSigners;
