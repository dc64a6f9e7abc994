import { expect, test } from 'vitest';
import { seen, seenOfPerson } from '../../shared/domain/accounts/together.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { operatorWordsOver } from '../../shared/storage/accounts/operator-words.ts';
import { sightingsOver } from '../../shared/storage/accounts/sightings.ts';
import { accountKey } from '../../shared/storage/item-keys.ts';
import { onEachTable } from '../support/on-each-table.ts';

const start = new Date('2026-11-24T12:00:00.000Z');
const later = (days: number) => new Date(start.getTime() + days * 86_400_000);

onEachTable((bench) => {
  const account = async (id: string) => {
    const of = { id, email: `${id}@buyer.example`, organization: id, language: 'en' } as const;
    await bench.table.put({ ...accountKey(id), ...of, createdAt: start.toISOString() });
    return id;
  };

  test('a sighting is in the list of its organization and of its thing, from the first time to the last', async () => {
    const sightings = sightingsOver(bench.table);
    const [ada, bob] = [await account('ada'), await account('bob')];
    const card = seen('card', 'a card of both');
    await sightings.note(ada, card, start);
    await sightings.note(ada, card, later(3));
    await sightings.note(bob, card, later(5));
    const asked = { limit: 10, now: later(6) };
    const sharers = await sightings.sharersOf(card, asked);
    expect(sharers.sightings.map((each) => [each.accountId, each.firstSeenAt, each.lastSeenAt])).toEqual([
      [ada, start.toISOString(), later(3).toISOString()],
      [bob, later(5).toISOString(), later(5).toISOString()],
    ]);
    expect(await sightings.of(bob, asked)).toEqual({ sightings: [sharers.sightings[1]], more: false });
    expect((await sightings.sharersOf(card, { ...asked, limit: 1 })).more).toBe(true);
    expect(
      (await sightings.sharersOf(card, { ...asked, now: later(93) })).sightings.map((each) => each.accountId),
    ).toEqual([bob]);
  });

  test('a sighting that was forgotten begins anew, and one of nobody known is stored by nobody else’s key', async () => {
    const sightings = sightingsOver(bench.table);
    const eve = await account('eve');
    const network = seenOfPerson('key', 'network', '198.51.100.7');
    await sightings.note(eve, network, start);
    await sightings.note(eve, network, later(91));
    const { sightings: all } = await sightings.of(eve, { limit: 10, now: later(91) });
    expect(all).toMatchObject([{ firstSeenAt: later(91).toISOString() }]);
    expect(
      (await sightings.sharersOf(seenOfPerson('other', 'network', '198.51.100.7'), { limit: 10, now: later(91) }))
        .sightings,
    ).toEqual([]);
    await sightings.forget(eve);
    await sightings.forget(eve);
    expect((await sightings.of(eve, { limit: 10, now: later(91) })).sightings).toEqual([]);
    expect((await sightings.sharersOf(network, { limit: 10, now: later(91) })).sightings).toEqual([]);
  });

  test('nothing is noted of an organization that is being deleted', async () => {
    const sightings = sightingsOver(bench.table);
    const gone = await account('gone');
    const at = start.toISOString();
    await accountsOver(bench.table).leave(gone, {
      id: 'l',
      accountId: gone,
      at,
      action: 'x',
      actor: 'tollgate',
      detail: {},
    });
    await sightings.note(gone, seen('domain', 'gone.example'), start);
    expect((await sightings.of(gone, { limit: 10, now: start })).sightings).toEqual([]);
  });

  test('the first sighting of a day costs 6 write units, and a repeated one none', async () => {
    const dan = await account('dan');
    const spent: number[] = [];
    const metered = sightingsOver({
      ...bench.table,
      get: (...call) => bench.table.get(...call),
      transact: async (...call) => {
        const result = await bench.table.transact(...call);
        spent.push(result.writeUnits);
        return result;
      },
    });
    await metered.note(dan, seen('card', 'of dan'), start);
    await metered.note(dan, seen('card', 'of dan'), later(0.2));
    expect(spent).toHaveLength(1);
    expect(spent[0]).toBeLessThanOrEqual(6);
  });

  test('the words on operators are replaced by the version that was read', async () => {
    const words = operatorWordsOver(bench.table);
    const word = { email: 'a@example.com', role: 'support', at: start.toISOString() } as const;
    const line = (id: string) =>
      ({ id, accountId: '@operators', at: word.at, action: 'x', actor: 'command line', detail: {} }) as const;
    expect(await words.read()).toEqual({ version: 0, words: [] });
    expect(await words.replace({ version: 0, words: [word] }, line('1'))).toBe(true);
    expect(await words.replace({ version: 0, words: [] }, line('2'))).toBe(false);
    expect(await words.read()).toEqual({ version: 1, words: [word] });
    expect(await words.replace({ version: 1, words: [{ ...word, role: null }] }, line('3'))).toBe(true);
    expect((await words.read()).words).toEqual([{ ...word, role: null }]);
  });
});
