import { copyItem } from './item.ts';
import type { Item, ItemChange, ItemValue, Key } from './table.ts';

/** A copy that shares nothing with `change`. Throws a TypeError when `add` is given a fraction, which would not add up exactly. */
export function copyChange({ set = {}, remove = [], add = {} }: ItemChange): Required<ItemChange> {
  const fraction = Object.entries(add).find(([, amount]) => !Number.isSafeInteger(amount));
  if (fraction) throw new TypeError(`add takes whole numbers, and ${fraction[0]} is given ${fraction[1]}`);
  return { set: copyItem(set), remove: [...remove], add: { ...add } };
}

/**
 * The item at `key` after `change` was applied to `old` (undefined: there was none), as a new object.
 * An attribute that `add` changes has to be a number or absent, as the table itself demands.
 */
export function changedItem(key: Key, old: Item | undefined, { set, remove, add }: Required<ItemChange>): Item {
  const attributes = new Map<string, ItemValue>(Object.entries(old ?? key));
  for (const [name, value] of Object.entries(set)) attributes.set(name, value);
  for (const name of remove) attributes.delete(name);
  for (const [name, amount] of Object.entries(add)) attributes.set(name, Number(attributes.get(name) ?? 0) + amount);
  return Object.fromEntries(attributes) as Item;
}
