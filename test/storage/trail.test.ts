/** Trails on a real table: their pages while lines are on their way, and the ways in which somebody may tamper with them. */

import { expect, test } from 'vitest';
import { chainedTrail } from '../../cli/invariants/trail.ts';
import type { Inspected } from '../../cli/invariants/types.ts';
import type { TrailDeps } from '../../functions/trail/chain-lines.ts';
import { trail } from '../../functions/trail/handler.ts';
import type { Account } from '../../shared/domain/accounts/account.ts';
import { hashOfLine, linkedTo } from '../../shared/domain/accounts/trail-line.ts';
import { logOf } from '../../shared/log.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import { membershipCountKey } from '../../shared/storage/accounts/member-keys.ts';
import { auditKey, leftKey } from '../../shared/storage/item-keys.ts';
import { trailOver } from '../../shared/storage/trail/trail.ts';
import { trailLineKey, trailNamesPartition, trailPartition } from '../../shared/storage/trail/trail-keys.ts';
import { repositoriesOver } from '../support/app-repositories.ts';
import { onEachTable } from '../support/on-each-table.ts';

let worlds = 0;

onEachTable((bench) => {
  function world() {
    const organization = `acc_${++worlds}`;
    const repositories = repositoriesOver(bench.table);
    let made = 0;
    const now = () => new Date(Date.UTC(2026, 11, 1) + made * 1_000);
    const deps = { ...repositories, log: logOf('trail', () => {}), now, newId: () => `name-${worlds}-${++made}` };
    const chainWith = (other: Partial<TrailDeps>) => trail({ ...deps, ...other })({}, {} as never);
    const chain = () => chainWith({});
    const write = async (what: Partial<AuditEntry> = {}) => {
      const id = `line-${String(++made).padStart(3, '0')}`;
      const line: AuditEntry = {
        ...{ id, accountId: organization, at: now().toISOString(), action: 'key.created' },
        ...{ actor: { kind: 'person', id: `per_${organization}`, name: 'ada@buyer.example' }, detail: { key: 'k1' } },
        ...what,
      };
      await repositories.audit.append(line);
      return line;
    };
    const pages = trailOver(bench.table, { waiting: true, names: true });
    const all = async (limit: number, between: () => Promise<unknown> = async () => {}) => {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await pages.list(organization, { limit, cursor });
        expect(page.entries.length).toBeLessThanOrEqual(limit);
        ids.push(...page.entries.map(({ id }) => id));
        cursor = page.cursor;
        await between();
      } while (cursor !== undefined);
      return ids;
    };
    const faults = () => chainedTrail.violations(repositories as unknown as Inspected, { id: organization } as Account);
    return { organization, ...repositories, chain, chainWith, write, pages, all, faults };
  }

  test('a line is on the first page as soon as it is written, and stays there once it is chained', async () => {
    const { write, chain, pages, organization } = world();
    const line = await write({ detail: { key: 'k1', label: 'Ada’s laptop' } });
    const shown = { id: line.id, actor: 'ada@buyer.example', detail: { key: 'k1', label: 'Ada’s laptop' } };
    expect((await pages.list(organization, { limit: 10 })).entries).toMatchObject([shown]);
    await chain();
    expect((await pages.list(organization, { limit: 10 })).entries).toMatchObject([shown]);
  });

  test('each line is on one page, newest first, of every size of page, where lines wait, are chained and are older than the chain', async () => {
    const { write, chain, all, organization } = world();
    const old = { action: 'a', actor: 'x', detail: {}, accountId: organization };
    for (const i of [1, 2, 3]) {
      const at = `2026-11-0${i}T00:00:00.000Z`;
      await bench.table.put({ ...auditKey(organization, at, `old-${i}`), ...old, id: `old-${i}`, at });
    }
    const written: string[] = [];
    for (let i = 0; i < 4; i++) written.push((await write()).id);
    await chain();
    for (let i = 0; i < 3; i++) written.push((await write()).id);
    const expected = [...written.toReversed(), 'old-3', 'old-2', 'old-1'];
    for (let limit = 1; limit <= 11; limit++) expect(await all(limit), `${limit} a page`).toEqual(expected);
  });

  test.each([1, 2, 3, 5])(
    'lines that are chained while somebody pages are seen once, at %i lines a page',
    async (limit) => {
      const { write, chain, all } = world();
      const before: string[] = [];
      for (let i = 0; i < 3; i++) before.push((await write()).id);
      await chain();
      for (let i = 0; i < 6; i++) before.push((await write()).id);
      const seen = await all(limit, async () => {
        await write();
        await chain();
      });
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => before.includes(id))).toEqual(before.toReversed());
    },
  );

  test.each([
    'nonsense',
    Buffer.from('["A"]').toString('base64url'),
    Buffer.from('{"in":"chain"}').toString('base64url'),
  ])('a cursor that no page gave is refused: %s', async (cursor) => {
    const { pages, organization } = world();
    await expect(pages.list(organization, { limit: 5, cursor })).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('a chained line holds no name: people and handles are ids, and the same handle has the same id', async () => {
    const { write, chain, trailChain, organization } = world();
    await write({ detail: { badge: 'b', handle: 'ada' } });
    await write({ detail: { handle: 'ada', label: 'ada' } });
    await chain();
    const lines = await trailChain.lines(organization);
    expect(JSON.stringify(lines)).not.toMatch(/ada/);
    const [first, second] = lines;
    expect(first).toMatchObject({ actor: { kind: 'person', id: `per_${organization}` }, detail: { badge: 'b' } });
    expect(first!.names.handle).toBe(second!.names.handle);
    expect(second!.names.label).not.toBe(second!.names.handle);
  });

  test('once names are erased, lines read "former", nothing of the chain changes, and it is still whole', async () => {
    const { write, chain, trailChain, trailNames, pages, organization, faults } = world();
    await write({ detail: { badge: 'b', handle: 'ada', label: 'Ada’s laptop' } });
    await chain();
    const before = await trailChain.lines(organization);
    await bench.table.put({ ...leftKey(organization), at: '2026-12-01T00:00:00.000Z' });
    await trailNames.erase(organization);
    expect((await pages.list(organization, { limit: 5 })).entries).toMatchObject([
      { actor: 'former member', detail: { badge: 'b', handle: 'former handle', label: 'erased' } },
    ]);
    expect(await trailChain.lines(organization)).toEqual(before);
    expect(await faults()).toEqual([]);
  });

  test('a line that comes after an organization began to leave gets ids, and no name is kept', async () => {
    const { write, chain, organization, pages } = world();
    await write({ detail: { handle: 'ada' } });
    await bench.table.put({ ...leftKey(organization), at: '2026-12-01T00:00:00.000Z' });
    await chain();
    expect((await bench.table.query({ pk: trailNamesPartition(organization) })).items).toEqual([]);
    expect((await pages.list(organization, { limit: 5 })).entries).toMatchObject([
      { actor: 'former member', detail: { handle: 'former handle' } },
    ]);
  });

  test('a person who leaves stays forgotten with their labels, though more lines of theirs come', async () => {
    const { write, chain, trailNames, pages, organization } = world();
    await write();
    await chain();
    const personId = `per_${organization}`;
    await bench.table.put({ ...membershipCountKey(personId), organizations: 0, leavingAt: '2026-12-01T00:00:00.000Z' });
    await trailNames.forgetPerson(organization, personId);
    await write({ detail: { label: 'Ada’s other laptop' } });
    await chain();
    const { entries } = await pages.list(organization, { limit: 5 });
    expect(entries.map(({ actor }) => actor)).toEqual(['former member', 'former member']);
    expect(JSON.stringify((await bench.table.query({ pk: trailNamesPartition(organization) })).items)).not.toMatch(
      /ada/i,
    );
  });

  test('a label of a passkey goes with its person, though its line is chained only after they were forgotten', async () => {
    const { write, chain, chainWith, trailChain, trailNames, pages, organization } = world();
    const personId = `per_${organization}`;
    await write({ action: 'passkey.added', detail: { label: 'the brass laptop' } });
    const dies = { ...trailChain, insert: () => Promise.reject(new Error('The run died')) };
    await expect(chainWith({ trailChain: dies })).rejects.toThrow();
    const named = async () =>
      JSON.stringify((await bench.table.query({ pk: trailNamesPartition(organization) })).items).includes('brass');
    expect(await named()).toBe(true);
    await bench.table.put({ ...membershipCountKey(personId), organizations: 0, leavingAt: '2026-12-01T00:00:00.000Z' });
    await trailNames.forgetPerson(organization, personId);
    await chain();
    expect(await named()).toBe(false);
    expect((await bench.table.query({ pk: trailNamesPartition(organization) })).items).toEqual([]);
    expect((await pages.list(organization, { limit: 5 })).entries).toMatchObject([
      { actor: 'former member', detail: { label: 'erased' } },
    ]);
  });

  test('a label that two people gave their passkeys is forgotten with the one, and stays with the other', async () => {
    const { write, chain, trailNames, pages, organization } = world();
    const bob = { kind: 'person', id: `per_bob_${organization}`, name: 'bob@buyer.example' } as const;
    await write({ action: 'passkey.added', detail: { label: 'laptop' } });
    await write({ action: 'passkey.added', actor: bob, detail: { label: 'laptop' } });
    await chain();
    await trailNames.forgetPerson(organization, `per_${organization}`);
    expect((await pages.list(organization, { limit: 5 })).entries.map(({ actor, detail }) => [actor, detail])).toEqual([
      ['bob@buyer.example', { label: 'laptop' }],
      ['former member', { label: 'erased' }],
    ]);
  });

  test('an operator stays named in what they decided, also once the organization’s names are erased', async () => {
    const { write, chain, trailNames, pages, organization } = world();
    await write({
      actor: { kind: 'operator', id: 'per_op', name: 'operator@example.com' },
      action: 'account.suspended',
    });
    await chain();
    await trailNames.erase(organization);
    expect((await pages.list(organization, { limit: 5 })).entries).toMatchObject([{ actor: 'operator@example.com' }]);
  });

  test('a line with an id that was chained before, however long ago, is not chained again', async () => {
    const { write, chain, trailChain, organization } = world();
    const line = await write({ id: 'access-1' });
    await chain();
    for (let i = 0; i < 60; i++) await write();
    await chain();
    await write(line);
    await chain();
    const ids = (await trailChain.lines(organization)).map(({ id }) => id);
    expect(ids.filter((id) => id === 'access-1')).toHaveLength(1);
    expect(new Set(ids).size).toBe(61);
  });

  const places = { first: 1, middle: 3, last: 5 } as const;
  type World = ReturnType<typeof world>;
  const tampered: Readonly<Record<string, (at: World, seq: number) => Promise<unknown>>> = {
    edited: ({ organization }, seq) =>
      bench.table.update(trailLineKey(organization, seq), { set: { action: 'key.revoked' } }),
    'edited with a new hash': async ({ organization, trailChain }, seq) => {
      const { hash, ...line } = (await trailChain.lines(organization))[seq - 1]!;
      const forged = { ...line, action: 'key.revoked' };
      await bench.table.update(trailLineKey(organization, seq), {
        set: { action: 'key.revoked', hash: hashOfLine(forged) },
      });
    },
    dropped: ({ organization }, seq) => bench.table.delete(trailLineKey(organization, seq)),
    'inserted behind': async ({ organization, trailChain }, seq) => {
      const lines = await trailChain.lines(organization);
      const { hash, seq: _, previousHash, ...line } = lines[seq - 1]!;
      const forged = linkedTo(lines[seq - 1]!, { ...line, id: 'forged' });
      const sk =
        seq === lines.length ? trailLineKey(organization, seq + 1).sk : `${trailLineKey(organization, seq).sk}x`;
      await bench.table.put({ pk: trailPartition(organization), sk, ...forged });
    },
  };
  test.each(Object.keys(places).flatMap((place) => Object.keys(tampered).map((how) => [place, how] as const)))(
    'the %s line %s is found',
    async (place, how) => {
      const at = world();
      for (let i = 0; i < 5; i++) await at.write();
      await at.chain();
      expect(await at.faults()).toEqual([]);
      await tampered[how]!(at, places[place as keyof typeof places]);
      expect(await at.faults()).not.toEqual([]);
    },
  );

  test('lines that are chained and not counted yet are no fault while they wait, and one that does not wait is', async () => {
    const at = world();
    await at.write();
    await at.chain();
    const { count, ...deaf } = at.trailChain;
    const line = await at.write();
    const dying = { ...deaf, count: async () => Promise.reject(new Error('died here')) };
    const deps = {
      ...at,
      trailChain: dying,
      log: logOf('trail', () => {}),
      now: () => new Date(line.at),
      newId: () => 'n',
    };
    await expect(trail(deps)({}, {} as never)).rejects.toThrow('could not be chained');
    expect(await at.trailChain.lines(at.organization)).toHaveLength(2);
    expect(await at.faults()).toEqual([]);
    await at.trailBox.remove(line);
    expect(await at.faults()).toEqual([expect.stringContaining('was counted last')]);
  });
});
