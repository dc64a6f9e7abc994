import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';
import { drawPicture } from '../../shared/pictures/draw.ts';
import { pictureProcess } from '../../shared/pictures/picture-process.ts';
import { temporaryFolder } from '../infra/support.ts';
import { jpegWith, pixelsOf, pngWith } from '../support/picture-files.ts';

let workerPath: string;
beforeAll(async () => {
  const files = {
    'pictures/lambda.ts': 'export const handler = async () => null;',
    'pictures/worker.ts': `import { drawOne } from '${path.resolve('shared/pictures/picture-worker.ts')}'; drawOne(process);`,
  };
  const { assetDir } = await bundleFunctions({ sourceDir: temporaryFolder(files), outDir: temporaryFolder() });
  workerPath = path.join(assetDir('pictures'), 'worker.mjs');
});

const colours = pixelsOf(600, 300, (x, y) => [x & 255, y & 255, 128, 255]);

describe('a picture drawn in a process of its own, as it is bundled', () => {
  test('is what it is in this one', async () => {
    for (const file of [pngWith(colours), await jpegWith(colours)])
      expect(await pictureProcess({ workerPath })(file)).toEqual(await drawPicture(file));
  });

  test('that takes too long is refused, and the process killed', async () => {
    const outcome = await pictureProcess({ workerPath, timeoutMs: 1 })(pngWith(colours));
    expect(outcome).toEqual({ ok: false, problem: 'too_complex' });
  });

  test('that its header refuses starts none', async () => {
    const outcome = await pictureProcess({ workerPath: '/nowhere.mjs' })(Buffer.from('<svg/>'));
    expect(outcome).toEqual({ ok: false, problem: 'not_a_picture' });
  });

  test('that cannot be drawn for a fault of ours is no outcome but an error', async () => {
    await expect(pictureProcess({ workerPath: '/nowhere.mjs' })(pngWith(colours))).rejects.toThrow('ended with 1');
  });
});
