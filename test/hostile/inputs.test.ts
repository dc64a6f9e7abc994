/** Thousands of hostile pictures and profiles, through the routes and onto every page. INPUTS= and SEED= choose how many and which. */
import { init as initPng } from '@jsquash/png/decode.js';
import { expect, test } from 'vitest';
import { liveBytes } from '../support/live-memory.ts';
import { hostileFile, soundFiles } from './hostile-files.ts';
import { hostileProfile } from './hostile-profiles.ts';
import { type Random, randomOf } from './random.ts';
import { type Document, htmlOf, shapeOf, strangeAddresses, xmlOf } from './shapes.ts';
import { type HostileWorld, hostileWorld } from './world.ts';

const inputs = Number(process.env.INPUTS ?? 500);
const seed = Number(process.env.SEED ?? 20261126);
/** So many inputs fill what is kept once. */
const warmUp = Math.floor(inputs / 5);
/** For each input after those: a line of the trail here and there. Inputs have 2,500 bytes, pictures that are drawn far more. */
const maxKeptBytes = 1_500;
/** Compiled code and caches of the engine come and go by as much. */
const engineBytes = 5_000_000;
/**
 * The memory of the PNG codec: WebAssembly's never shrinks, and a file that ends the codec leaves what it was read into there. Deployed, that ends with the
 * process of its picture (`shared/pictures/picture-process.ts`).
 */
const pngCodecBytes = async (): Promise<number> => (await initPng()).memory.buffer.byteLength;
const keptNow = async (): Promise<number> => (await liveBytes()) - (await pngCodecBytes());
const allowedStatuses = [200, 400, 409, 413, 429];

type Sent = { readonly body: object; readonly of: string };

async function sendOne(world: HostileWorld, random: Random, sound: Awaited<ReturnType<typeof soundFiles>>) {
  if (random.below(2) === 0) return { body: hostileProfile(random), of: 'profile' };
  const file = hostileFile(random, sound);
  if (random.below(4) === 0) {
    world.fetches(file);
    return { body: { picture: `https://ada.example/${random.below(1_000)}.png` }, of: 'fetched picture' };
  }
  const type = random.oneOf(['image/png', 'image/png', 'image/jpeg', 'image/jpeg', 'image/svg+xml']);
  return { body: { picture: `data:${type};base64,${file.toString('base64')}` }, of: 'uploaded picture' };
}

/** The shapes that pages have with an ordinary profile: what is not one of them has something of somebody else's in it. */
function shapesOf() {
  const known = new Map<string, Set<string>>();
  const of = (kind: string) => known.get(kind) ?? known.set(kind, new Set()).get(kind)!;
  return {
    learn: (kind: string, document: Document) => void of(kind).add(shapeOf(document)),
    check(kind: string, document: Document, sent: Sent) {
      const context = `${kind} after ${JSON.stringify(sent).slice(0, 2_000)}`;
      expect([...of(kind)], context).toContain(shapeOf(document));
      expect(strangeAddresses(document), context).toEqual([]);
    },
  };
}

/** Every page of the badge, parsed. */
async function rendered(world: HostileWorld) {
  const at = `/badges/${world.handle()}`;
  const [page, arabic, light, dark, json, check] = await Promise.all([
    world.read(at),
    world.read(`${at}?lang=ar`),
    world.read(`${at}.svg`),
    world.read(`${at}.svg?theme=dark&dir=rtl&lang=ar&size=64`),
    world.read(`${at}.json`),
    world.read(`/badges/check?url=${encodeURIComponent(`https://shop.example${at}`)}`),
  ]);
  const oembed = await world.read(`/oembed?url=${encodeURIComponent(`https://shop.example${at}`)}`);
  for (const reply of [page, light, check]) {
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
  }
  return {
    json: json.body as { displayName: string; verified: boolean },
    documents: [
      ['page', htmlOf(page.text)],
      ['page in Arabic', htmlOf(arabic.text)],
      ['mark', xmlOf(light.text)],
      ['dark mark', xmlOf(dark.text)],
      ['check page', htmlOf(check.text)],
      ...(oembed.status === 200 ? [['oEmbed', htmlOf(String(oembed.body.html ?? ''))] as const] : []),
    ] as const,
  };
}

/** Pages of an ordinary profile with and without a picture, before and after approval. */
async function learn(world: HostileWorld, shapes: ReturnType<typeof shapesOf>, png: Buffer) {
  const picture = `data:image/png;base64,${png.toString('base64')}`;
  for (const change of [
    { displayName: 'Ada' },
    { displayName: 'Ada L', picture },
    { displayName: 'Ada', picture: null },
  ]) {
    expect((await world.change(change)).status).toBe(200);
    const first = await world.own();
    if (first?.firstApprovedAt)
      for (const [kind, document] of (await rendered(world)).documents) shapes.learn(kind, document);
    await world.approve();
    for (const [kind, document] of (await rendered(world)).documents) shapes.learn(kind, document);
  }
}

async function keptIsInert(world: HostileWorld): Promise<void> {
  const own = (await world.own())!;
  const kept = own.pictureSha256 === null ? null : await world.app.deps.pictures.find(own, own.pictureSha256);
  if (!kept) return;
  const text = Buffer.from(kept.bytes).toString('latin1');
  for (const trace of ['<script', '<svg', '<html', 'PK\u0003\u0004', 'Exif', 'tEXt', 'iTXt', 'eXIf'])
    expect(text).not.toContain(trace);
  expect(Math.max(kept.width, kept.height)).toBeLessThanOrEqual(256);
  expect(kept.bytes.byteLength).toBeLessThanOrEqual(60_000);
}

test(`${inputs} hostile pictures and profiles (seed ${seed}) crash nothing, put nothing of theirs onto a page, and take bounded memory`, async () => {
  const random = randomOf(seed);
  const sound = await soundFiles();
  const world = await hostileWorld();
  const shapes = shapesOf();
  await learn(world, shapes, sound.png);
  const counts: Record<string, number> = {};
  let warm = 0;
  for (let i = 0; i < inputs; i++) {
    const sent = await sendOne(world, random, sound);
    const reply = await world.change(sent.body);
    const outcome = `${sent.of}: ${reply.status}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    expect(allowedStatuses, `input ${i}: ${JSON.stringify(sent).slice(0, 500)} ${reply.text}`).toContain(reply.status);
    if (reply.status === 200) {
      for (const approved of [false, true]) {
        if (approved) await world.approve();
        const { json, documents } = await rendered(world);
        const { displayName } = (await world.own())!;
        expect(json).toMatchObject({ displayName, verified: approved || json.verified });
        for (const [kind, document] of documents) shapes.check(kind, document, sent);
        expect(documents[0][1].textOf('h1')).toContain(displayName);
      }
      await keptIsInert(world);
    }
    if (i % 100 === 99) await world.rest();
    if (i === warmUp) warm = await keptNow();
  }
  const keptBytes = (await keptNow()) - warm;
  console.log(
    `${inputs} inputs, seed ${seed}: ${JSON.stringify(counts)}, ${keptBytes} B kept, ${await pngCodecBytes()} B in the PNG codec`,
  );
  expect(keptBytes).toBeLessThan(engineBytes + maxKeptBytes * (inputs - warmUp));
}, 3_600_000);
