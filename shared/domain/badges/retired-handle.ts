import { createHmac } from 'node:crypto';
import { handleGlanceOf } from './confusables.ts';

/**
 * Hashes a handle whose holder was deleted, so that nobody else gets it. Without the key the stored hash reveals no handle, however many
 * are tried.
 */
export type HandleHash = (handle: string) => Promise<string>;

/** HMAC-SHA-256 of the handle's look at a glance, so look-alikes are covered too. `key` reads the current `handle-key`. */
export const handleHashWith =
  (key: () => Promise<string>): HandleHash =>
  async (handle) =>
    createHmac('sha256', await key())
      .update(handleGlanceOf(handle))
      .digest('base64url');
