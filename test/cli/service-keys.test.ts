import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { digestOf, parseServices } from '../../shared/domain/keys/service-key.ts';
import { secretsCommand } from './secrets-command.ts';

const path = '/tollgate/dev';
const parameter = `${path}/service-keys`;
const digests = { shop: digestOf('the first key'), other: digestOf('another') };
const before = JSON.stringify({
  'shop-api': { for: ['gateway:trends'], sha256: [digests.shop] },
  two: { for: ['posts'], sha256: [digests.shop, digests.other] },
});

let command: Awaited<ReturnType<typeof secretsCommand>>;
let said: string[] = [];
beforeAll(async () => {
  command = await secretsCommand();
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
});
afterAll(() => {
  vi.restoreAllMocks();
  return command.stop();
});
beforeEach(() => {
  for (const [name, value] of Object.entries(command.environment)) vi.stubEnv(name, value ?? '');
  said = [];
  command.parameters.put(parameter, before);
});

/** Runs the command with these words; imported after the environment points to the Parameter Store. */
async function service(words: readonly string[], resources?: string): Promise<boolean> {
  const { changeServices } = await import('../../cli/secrets/services.ts');
  return changeServices(path, { words, resources });
}
async function upstream(id: string, secret: string): Promise<void> {
  const { putUpstreamSecret } = await import('../../cli/secrets/upstream.ts');
  return putUpstreamSecret(path, { id, secret });
}
const kept = () => parseServices(command.parameters.get(parameter) ?? '');
const shownKey = () => /tgs_[\w-]{43}/.exec(said.join('\n'))?.[0] ?? '';

describe('npm run secrets -- service', () => {
  test('adds a service: shows its key once and stores only its digest', async () => {
    const words = ['service', 'add', 'reports', '--for', 'gateway:trends,films', '--stage', 'dev'];
    const ended = await command.run(words);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    said = [ended.stdout];
    expect(kept().at(-1)).toEqual({
      name: 'reports',
      for: ['gateway:trends', 'films'],
      sha256: [digestOf(shownKey())],
    });
    expect(command.parameters.get(parameter)).not.toContain(shownKey());
  });

  test('gives a service a second key, and removes the older one on request', async () => {
    await service(['renew', 'shop-api']);
    expect(kept()[0]?.sha256).toEqual([digests.shop, digestOf(shownKey())]);
    await service(['retire', 'shop-api']);
    expect(kept()[0]?.sha256).toEqual([digestOf(shownKey())]);
    await service(['remove', 'shop-api']);
    expect(kept().map(({ name }) => name)).toEqual(['two']);
  });

  test('lists services without anything of their keys', async () => {
    await service(['list']);
    expect(said).toEqual(['shop-api  gateway:trends  1 key', 'two  posts  2 keys']);
  });

  test.each([
    [['add', 'shop-api'], 'posts', 'already'],
    [['add', 'Shop'], 'posts', 'lower-case letters'],
    [['add', 'other'], 'gateway:nothing', 'gateway:nothing" is not sold; what is: posts, films, gateway:trends'],
    [['renew', 'nobody'], undefined, 'those that there are: shop-api, two'],
    [['renew', 'two'], undefined, 'has two keys'],
    [['retire', 'shop-api'], undefined, 'one key only'],
  ])('%j for %s is refused in one sentence, and changes nothing', async (words, resources, sentence) => {
    await expect(service(words, resources)).rejects.toThrow(sentence);
    expect([said, command.parameters.get(parameter)]).toEqual([[], before]);
  });

  test.each([
    [['add', 'other'], undefined],
    [['renew', 'shop-api'], 'posts'],
    [['rename', 'shop-api'], undefined],
    [['list', 'shop-api'], undefined],
    [['renew', 'shop-api', 'two'], undefined],
    [[], undefined],
  ])('%j for %s are no words that it knows, and change nothing', async (words, resources) => {
    expect(await service(words, resources)).toBe(false);
    expect([said, command.parameters.get(parameter)]).toEqual([[], before]);
  });
});

describe('npm run secrets -- upstream', () => {
  test('stores the secret that the gateway sends to an upstream, without printing it', async () => {
    await upstream('trends', 'Bearer abc def');
    expect(said).toEqual([`~ ${path}/upstream-trends`]);
    expect(command.parameters.get(`${path}/upstream-trends`)).toBe('Bearer abc def');
  });

  test.each([
    ['reach', 'secret', 'those that have one: trends'],
    ['trends', '', 'Set UPSTREAM_SECRET'],
    ['trends', 'two\nlines', 'Set UPSTREAM_SECRET'],
  ])('%s with %j is refused in one sentence', async (id, secret, sentence) => {
    await expect(upstream(id, secret)).rejects.toThrow(sentence);
    expect(said).toEqual([]);
  });
});
