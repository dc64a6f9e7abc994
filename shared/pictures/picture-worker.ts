import { drawPicture } from './draw.ts';
import type { PictureOutcome } from './picture.ts';

type Parent = {
  once(event: 'message', listener: (bytes: Uint8Array) => void): unknown;
  send?(outcome: PictureOutcome, sent: () => void): unknown;
  disconnect?(): void;
};

/** Draws the one picture that its parent sends, and ends with it. */
export function drawOne(parent: Parent): void {
  parent.once('message', async (bytes) => {
    const outcome = await drawPicture(bytes);
    parent.send?.(outcome, () => parent.disconnect?.());
  });
}
