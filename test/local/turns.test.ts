import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { giveTurns, takeTurn } from '../support/turns.ts';

/** A process that asks for a turn, with its output so far and its exit. */
function ask(port: number) {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  const heard = { text: '' };
  socket.on('data', (chunk) => {
    heard.text += chunk;
  });
  return { socket, heard, told: new Promise((resolve) => socket.once('data', resolve)), leave: () => socket.destroy() };
}

test('one process has the turn at a time, in order of asking; one that left while waiting is skipped', async () => {
  const turns = await giveTurns(Promise.resolve('http://world'));
  const first = ask(turns.port);
  await first.told;
  const impatient = ask(turns.port);
  await once(impatient.socket, 'connect');
  const last = ask(turns.port);
  await once(last.socket, 'connect');
  impatient.leave();
  expect([first.heard.text, last.heard.text]).toEqual(['+http://world', '']);
  first.leave();
  await last.told;
  expect([impatient.heard.text, last.heard.text]).toEqual(['', '+http://world']);
  turns.stop();
});

test('a turn returns the greeting, or throws the reason why there is none', async () => {
  const turns = await giveTurns(Promise.resolve('http://world'));
  expect(await takeTurn(turns.port)).toBe('http://world');
  turns.stop();
  const none = await giveTurns(Promise.reject(new Error('Java is missing')));
  await expect(takeTurn(none.port)).rejects.toThrow('Java is missing');
  none.stop();
});

test('a process that waits for a turn is told if the giver of turns ends', async () => {
  const turns = await giveTurns(new Promise(() => {}));
  const turn = takeTurn(turns.port);
  const asked = expect(turn).rejects.toThrow('has gone');
  await once(ask(turns.port).socket, 'connect');
  turns.stop();
  await asked;
});
