import { keyTurnKey } from '../item-keys.ts';
import { StorageUnavailable, type Table, type TransactionResult, type Write } from '../table/table.ts';

/** Whether a write of a key went through. */
export type KeyWriteOutcome = 'done' | 'refused';

const myTurn = 'no key of the account was made since';
/** Each turn that is lost was somebody else's, who made a key: an account has far fewer. */
const maxTurns = 100;

/**
 * Makes a key of an account after looking at all of them, so that of several at once each sees those made before it. `attempt` is given a
 * write that belongs into its transaction; it runs again, and looks again, where another was made meanwhile.
 * Throws StorageUnavailable where that never ends.
 */
export async function oneAtATime(
  table: Table,
  accountId: string,
  attempt: (turn: Write) => Promise<TransactionResult | 'refused'>,
): Promise<KeyWriteOutcome> {
  for (let left = maxTurns; left > 0; left--) {
    const { item } = await table.get(keyTurnKey(accountId));
    const result = await attempt({
      update: keyTurnKey(accountId),
      change: { add: { version: 1 } },
      if: { [myTurn]: { attribute: 'version', equals: Number(item?.version ?? 0), orAbsent: item === undefined } },
    });
    if (result === 'refused') return 'refused';
    if (result.ok) return 'done';
    if (!isTurnLost(result.reasons)) return 'refused';
  }
  throw new StorageUnavailable(new Error(`${maxTurns} keys of an account were made while one was to be`));
}

const isTurnLost = (reasons: Extract<TransactionResult, { readonly ok: false }>['reasons']): boolean =>
  reasons.some((reason) => reason !== null && reason !== 'conflict' && reason.failed.includes(myTurn));
