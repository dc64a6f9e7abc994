import { createHmac } from 'node:crypto';
import { handleGlanceOf } from './confusables.ts';

/** The record kept of a handle whose holder was deleted. Without the key nobody can tell which handles were held, however many they try. */
export type HandleHash = (handle: string) => Promise<string>;

/** HMAC-SHA-256 of what the handle looks like at a glance, so that no look-alike is given away either. `key`: `handle-key`, as it is now. */
export const handleHashWith =
  (key: () => Promise<string>): HandleHash =>
  async (handle) =>
    createHmac('sha256', await key())
      .update(handleGlanceOf(handle))
      .digest('base64url');
