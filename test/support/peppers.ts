import { type Published, parsePeppers } from '../../shared/domain/keys/hash.ts';

/** Peppers by version, published at `at`; long ago by default. */
export const published = (versions: Readonly<Record<number, string>>, at = new Date(0)): Published => ({
  peppers: parsePeppers(JSON.stringify(versions)),
  at,
});
