/** The fifth invariant on the ledger: an untouched one holds, and each change of what is stored is found with its place. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { faultsOfLedger } from '../../cli/invariants/ledger.ts';
import { ledgerReads } from '../../cli/invariants/ledger-reads.ts';
import { encodeSegment } from '../../shared/domain/usage/segment-codec.ts';
import { leafKey, sealKey } from '../../shared/storage/evidence/evidence-item-keys.ts';
import { segmentKey } from '../../shared/storage/item-keys.ts';
import { segmentsOver } from '../../shared/storage/usage/segments.ts';
import { claimTime, newWorld, type World } from '../functions/ledger-seal/world.ts';
import { evidenceTestSigner, storeHour } from '../support/evidence/stored-ledger.ts';

let world: World;
const faults = () => faultsOfLedger(ledgerReads(world.table, world.objects));

/** Three seals of a made ledger; every detail lies in an object. */
beforeEach(async () => {
  world = newWorld();
  for (const number of [1, 2, 3]) {
    await storeHour(world, world.ledger, number, () => 'object');
    world.state.now = claimTime(world, number);
    await world.run();
  }
});

const objectNamed = (pattern: RegExp) => [...world.objects.objects.keys()].find((name) => pattern.test(name))!;
/** Replaces a compressed object’s text. */
function edit(name: string, change: (text: string) => string) {
  const text = gunzipSync(world.objects.objects.get(name)!).toString();
  expect(change(text)).not.toBe(text);
  world.objects.objects.set(name, gzipSync(change(text)));
}
const leafOf = (number: number) => world.ledger.seals[number - 1]!.leaves[0]!.leaf;
const sealText = async (number: number) => String((await world.table.get(sealKey(number))).item?.text);
const setSeal = (number: number, text: string) => world.table.update(sealKey(number), { set: { text } });

describe('the ledger', () => {
  test('holds as it was sealed, and while an hour waits for its seal', async () => {
    expect(await faults()).toEqual([]);
    await storeHour(world, world.ledger, 4);
    expect(await faults()).toEqual([]);
  });

  test('that is empty holds', async () => {
    world = newWorld();
    expect(await faults()).toEqual([]);
  });

  test('tells of an edited entry with its leaf', async () => {
    const { organization, seq } = leafOf(2);
    const name = objectNamed(/^hours\/000000000002\/0001-/);
    const [stored] = (await ledgerReads(world.table, world.objects).leaves.of(organization)).filter(
      ({ leaf }) => leaf.seal === 2,
    );
    const bytes = world.objects.objects.get(name)!;
    const { offset, length } = stored!;
    const text = gunzipSync(bytes.slice(offset, offset + length))
      .toString()
      .replace(/"units":\d+/, '"units":999');
    const part = gzipSync(text);
    world.objects.objects.set(
      name,
      Buffer.concat([bytes.slice(0, offset), part, Buffer.alloc(Math.max(0, length - part.length))]),
    );
    expect(await faults()).toContainEqual(expect.stringContaining(`entries under leaf ${seq} of ${organization}`));
  });

  test.each([
    ['seal.json', 'seal 2 is not the one in the bucket'],
    ['index', 'seal 2 has no index in the bucket'],
    ['0001-', 'are not in the bucket'],
  ])('tells of a %s that is gone from the bucket', async (kind, says) => {
    world.objects.objects.delete(objectNamed(new RegExp(`^hours/000000000002/${kind}`)));
    expect((await faults()).join('\n')).toContain(says);
  });

  test('tells of a leaf that is changed in the bucket, and of the leaf that should follow it', async () => {
    const { organization, seq } = leafOf(1);
    edit(objectNamed(/^hours\/000000000001\/index/), (text) => text.replace(/("entries":)(\d+)/, '$19$2'));
    const found = (await faults()).join('\n');
    expect(found).toContain('seal 1 is not over the leaves in the bucket');
    expect(found).toContain(`leaf ${seq + 1} of ${organization} does not follow the one before it`);
  });

  test('tells of a leaf that is changed or gone in the table', async () => {
    const { organization, seq } = leafOf(2);
    await world.table.update(leafKey(organization, seq), { set: { offset: 77 } });
    const says = `leaf ${seq} of ${organization} in the table is not the one in the bucket`;
    expect(await faults()).toEqual([says]);
    await world.table.delete(leafKey(organization, seq));
    expect(await faults()).toContain(says);
  });

  test('tells of a seal that is gone, of one that is edited, and of one with another signature', async () => {
    const second = await sealText(2);
    await setSeal(2, second.replace(/"entries":\d+/, '"entries":1'));
    expect(await faults()).toEqual(
      expect.arrayContaining(['seal 2 has another signature', 'seal 3 does not follow the one before it']),
    );
    await setSeal(2, second);
    const { signature } = JSON.parse(await sealText(1)) as { signature: string };
    await setSeal(2, second.replace(/"signature":"[^"]+"/, `"signature":"${signature}"`));
    expect(await faults()).toContain('seal 2 has another signature');
    await world.table.delete(sealKey(2));
    expect(await faults()).toContain('before seal 3 one is missing');
  });

  test('tells of a seal that is signed with a key that was never published', async () => {
    const [stranger] = await evidenceTestSigner().keys();
    const signed = JSON.parse(await sealText(3)) as object;
    await setSeal(3, JSON.stringify({ ...signed, keyId: stranger!.kid }));
    expect(await faults()).toContain('seal 3 is signed with a key that is not published');
  });

  test('tells of usage that no entry is of, and of a detail that is not the one of its hash', async () => {
    const { instance, segment, at, sha256 } = world.ledger.seals[1]!.segments[0]!;
    const [read] = await segmentsOver(world.table).read(instance, segment - 1);
    const changed = encodeSegment({
      ...{ instanceId: instance, number: segment, at, previousHash: '', ledger: { sha256, where: 'object' } },
      entries: read!.entries.map((row, i) => ({ ...row, units: row.units + (i === 0 ? 5 : 0) })),
    });
    await world.table.update(segmentKey(instance, segment), { set: { body: changed.bytes } });
    world.objects.objects.set(`detail/${instance}/${segment}.ndjson.gz`, gzipSync('another'));
    expect(await faults()).toEqual([
      expect.stringMatching(
        new RegExp(`^segment ${segment} of ${instance} counts \\d+ units of .*, and its entries \\d+$`),
      ),
      `the detail of segment ${segment} of ${instance} is not the one of its hash`,
    ]);
  });

  test('does not tell of a piece that a seal says to be missing', async () => {
    await storeHour(world, world.ledger, 4, () => 'item');
    const { instance, segment } = world.ledger.seals[3]!.segments[0]!;
    await world.table.update(segmentKey(instance, segment), { remove: ['detail'] });
    world.state.now = claimTime(world, 4);
    expect(await world.run()).toMatchObject({ missing: 1 });
    expect(await faults()).toEqual([]);
  });
});
