import { afterAll } from 'vitest';
import { takeLeft } from './lines-left.ts';

declare module 'vitest' {
  interface TaskMeta {
    linesLeft?: readonly string[];
  }
}

/** Each test file says which lines its functions left in the trail. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads the pattern, and gives the suite second.
afterAll(({}, suite) => {
  suite.file.meta.linesLeft = takeLeft();
});
