import { bitAt, decodeBitstring, emptyBitstring, encodeBitstring, withBits } from './bitstring.ts';
import type { StatusPurpose } from './status-list.ts';

/** Both lists of one number, as they are published. */
export type EncodedLists = Readonly<Record<StatusPurpose, string>>;
/** The bits of one entry in the two lists. */
export type ListedState = { readonly index: number; readonly revoked: boolean; readonly suspended: boolean };

/** Both lists with no entry set. */
export function emptyLists(): EncodedLists {
  const empty = encodeBitstring(emptyBitstring());
  return { revocation: empty, suspension: empty };
}

/**
 * The state of an entry in the lists.
 * @throws RangeError for an entry that they do not have.
 */
export function stateAt(lists: EncodedLists, index: number): Omit<ListedState, 'index'> {
  const [revoked, suspended] = [lists.revocation, lists.suspension].map((encoded) => bitAt(bitsOf(encoded), index));
  if (revoked == null || suspended == null) throw new RangeError(`The lists have no entry ${index}.`);
  return { revoked, suspended };
}

/** The lists with new states of some entries, and the number of entries that changed. A revocation is never taken back. */
export function withStates(
  lists: EncodedLists,
  states: readonly ListedState[],
): { lists: EncodedLists; changed: number } {
  const revocation = bitsOf(lists.revocation);
  const suspension = bitsOf(lists.suspension);
  const differing = states
    .map((state) => ({ ...state, revoked: state.revoked || bitAt(revocation, state.index) === true }))
    .filter(
      ({ index, revoked, suspended }) => bitAt(revocation, index) !== revoked || bitAt(suspension, index) !== suspended,
    );
  if (differing.length === 0) return { lists, changed: 0 };
  return {
    changed: differing.length,
    lists: {
      revocation: encodeBitstring(
        withBits(
          revocation,
          differing.map(({ index, revoked }) => [index, revoked]),
        ),
      ),
      suspension: encodeBitstring(
        withBits(
          suspension,
          differing.map(({ index, suspended }) => [index, suspended]),
        ),
      ),
    },
  };
}

function bitsOf(encoded: string): Uint8Array {
  const bits = decodeBitstring(encoded);
  if (bits === null) throw new TypeError('A stored status list cannot be read.');
  return bits;
}
