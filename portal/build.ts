import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));

/**
 * Builds the portal as it is deployed, into `outDir` or `dist/portal`. Always for production: Vite builds React for development where
 * `NODE_ENV` says something else, as it does in tests, which is slower and larger. Source: Vite, "Env Variables and Modes".
 */
export async function buildPortal(outDir?: string): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({ configFile, logLevel: 'error', ...(outDir !== undefined && { build: { outDir } }) });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}
