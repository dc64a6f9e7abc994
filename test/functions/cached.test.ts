/** How a running instance follows what is kept elsewhere: its secrets. */
import { describe, expect, it } from 'vitest';
import { CachedValueUnavailable, cached } from '../../shared/cached.ts';
import { logOf } from '../../shared/log.ts';

const start = Date.parse('2026-11-24T12:00:00.000Z');
const minute = 60_000;

function following(first = 'one') {
  const state = { text: first, fails: false, reads: 0, nowMs: start };
  const logs: string[] = [];
  const secret = cached({
    name: 'key-peppers',
    read: async () => {
      state.reads += 1;
      if (state.fails) throw new Error('SSM does not answer');
      return state.text;
    },
    parse: (text) => {
      if (text === 'nonsense') throw new Error('it cannot be parsed');
      return { text };
    },
    nowMs: () => state.nowMs,
    log: logOf('test', (line) => logs.push(line)),
  });
  const text = async () => (await secret.current()).text;
  return { state, secret, logs, text };
}

describe('a secret', () => {
  it('that changed is another one within 60 s, with one read a minute however often it is asked for', async () => {
    const { state, text } = following();
    expect(await text()).toBe('one');
    state.text = 'two';
    state.nowMs += minute - 1;
    for (let i = 0; i < 100; i++) expect(await text()).toBe('one');
    expect(state.reads).toBe(1);
    state.nowMs += 1;
    expect(await Promise.all([text(), text(), text()])).toEqual(['two', 'two', 'two']);
    expect(state.reads).toBe(2);
  });

  it('is read by an instance that was frozen before it answers, and by one whose clock was set back', async () => {
    for (const awayMs of [3 * 3_600_000, -1]) {
      const { state, secret, text } = following();
      await text();
      state.text = 'two';
      state.nowMs += awayMs;
      expect(secret.peek(state.nowMs)).toBeUndefined();
      expect(await text()).toBe('two');
    }
  });

  it('that did not change is the same object, so that what was made of it is kept', async () => {
    const { state, secret } = following();
    const before = await secret.current();
    state.nowMs += minute;
    expect(await secret.current()).toBe(before);
    expect(state.reads).toBe(2);
  });

  it('is read after the answer before it is too old, so that no answer waits for it', async () => {
    const { state, secret } = following();
    await secret.current();
    state.nowMs += 50_000;
    await secret.refresh(45_000);
    state.nowMs += 50_000;
    expect(secret.peek(state.nowMs)).toEqual({ text: 'one' });
    expect(state.reads).toBe(2);
  });
});

describe('while a secret cannot be read', () => {
  it('the last one serves for 15 minutes since it was read, and then nothing does', async () => {
    const { state, secret, text, logs } = following();
    await text();
    state.fails = true;
    state.nowMs += 15 * minute - 1;
    expect(await text()).toBe('one');
    expect(logs.join()).toContain('SSM does not answer');
    state.nowMs += 1;
    expect(secret.peek(state.nowMs)).toBeUndefined();
    await expect(text()).rejects.toThrow(CachedValueUnavailable);
    await expect(text()).rejects.toMatchObject({ code: 'unavailable' });
    state.fails = false;
    expect(await text()).toBe('one');
  });

  it('it is known to be possibly another by now', async () => {
    const { state, secret, text } = following();
    await text();
    expect(secret.isConfirmed(state.nowMs)).toBe(true);
    state.fails = true;
    state.nowMs += minute;
    await text();
    expect(secret.isConfirmed(state.nowMs)).toBe(false);
  });

  it('it is asked for every 5 s and no more often, and taken as soon as it answers', async () => {
    const { state, text } = following();
    await text();
    state.fails = true;
    state.nowMs += minute;
    for (let i = 0; i < 10; i++) await text();
    expect(state.reads).toBe(2);
    state.fails = false;
    state.text = 'two';
    state.nowMs += 5_000;
    expect(await text()).toBe('two');
  });

  it('nothing is answered where none was ever read; what cannot be parsed counts as not read', async () => {
    const { state, text } = following('nonsense');
    await expect(text()).rejects.toThrow(CachedValueUnavailable);
    state.text = 'one';
    expect(await text()).toBe('one');
    state.text = 'nonsense';
    state.nowMs += minute;
    expect(await text()).toBe('one');
  });
});
