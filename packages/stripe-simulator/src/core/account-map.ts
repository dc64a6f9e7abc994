/**
 * A Map that its module keeps for each simulated account: `const pending = accountMap<Update>()` declares it, and `pending(sim)` is that
 * account's. It holds facts about an object, by the object's id, that Stripe's own resource does not show.
 */
export function accountMap<Value>(): (account: object) => Map<string, Value> {
  const maps = new WeakMap<object, Map<string, Value>>();
  return (account) => {
    const map = maps.get(account) ?? new Map<string, Value>();
    maps.set(account, map);
    return map;
  };
}
