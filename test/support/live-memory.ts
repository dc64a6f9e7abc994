import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/**
 * Bytes that something in this process still holds, on the heap and in buffers beside it, once all garbage is gone. The process's memory on
 * the machine (`rss`) says little of that. It grows with garbage that nobody has collected yet, and hides what is kept.
 */
export async function liveBytes(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
