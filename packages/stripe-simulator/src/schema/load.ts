import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import type { StripeSchemas } from './json-schema.ts';
import { sdkVersion } from './sdk-version.ts';

const cachePath = new URL('../../dist/stripe-schemas.json', import.meta.url);
const sources = ['roots.ts', 'convert.ts', 'generate.ts'].map((name) => new URL(name, import.meta.url));

let loaded: Promise<StripeSchemas> | undefined;

/**
 * The schemas of the installed stripe-node. They come from `dist/stripe-schemas.json` if this generator made that from this SDK version.
 * Else they are generated in 2 s and stored there.
 */
export function loadSchemas(): Promise<StripeSchemas> {
  loaded ??= readOrGenerate();
  return loaded;
}

async function readOrGenerate(): Promise<StripeSchemas> {
  const key = await cacheKey();
  const cached = await readCache();
  if (cached?.key === key) return cached.schemas;
  const { generateSchemas } = await import('./generate.ts');
  const schemas = generateSchemas();
  await writeCache({ key, schemas });
  return schemas;
}

type Cache = { readonly key: string; readonly schemas: StripeSchemas };

async function cacheKey(): Promise<string> {
  const hash = createHash('sha256').update(sdkVersion());
  for (const source of sources) hash.update(await readFile(source));
  return hash.digest('hex');
}

async function readCache(): Promise<Cache | undefined> {
  try {
    return JSON.parse(await readFile(cachePath, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeCache(cache: Cache): Promise<void> {
  const partial = new URL(`stripe-schemas.${process.pid}.tmp`, cachePath);
  await mkdir(new URL('.', cachePath), { recursive: true });
  await writeFile(partial, JSON.stringify(cache));
  await rename(partial, cachePath);
}
