import { describe, expect, it } from 'vitest';
import { deploymentMistakes } from '../../../shared/domain/licences/deployment.ts';
import { published } from '../catalog/configuration.ts';

const now = new Date('2026-11-30T12:00:00Z');
const text = (version: string, words = `Text of ${version}.`) => ({
  id: 'films',
  version,
  title: 'Films',
  text: words,
});
const first = published(text('1'));
const mistakes = (given: readonly ReturnType<typeof published>[], deployed: readonly ReturnType<typeof published>[]) =>
  deploymentMistakes({ published: given, deployed, noticeDays: 14, now });

describe('a deployment', () => {
  it('may publish anything the first time, and the same again', () => {
    expect(mistakes([first, published(text('2'), '2026-12-01')], [])).toEqual([]);
    expect(mistakes([first], [first])).toEqual([]);
  });

  it.each([
    ['lacks a version that was deployed', [], 'Licence "films" 1 was deployed and is missing'],
    ['has another text under its version', [published(text('1', 'Else.'))], 'was deployed with another text'],
    ['has it in force sooner than was said', [published(text('1'), '2026-10-01')], 'cannot come sooner'],
  ])('that %s is refused, whatever its own files agree on', (_, given, sentence) => {
    expect(mistakes(given, [first])).toEqual([expect.stringContaining(sentence)]);
  });

  it('that brings a new version without the notice that buyers have is refused, and goes on as the refusal says', () => {
    const hasty = published(text('2'), '2026-12-13');
    const [sentence = ''] = mistakes([first, hasty], [first]);
    expect(sentence).toContain("would be in force from 2026-12-13, and buyers get 14 days' notice");
    const [, day = ''] = /npm run licences -- postpone films 2 --in-force-from (\S+)`/.exec(sentence) ?? [];
    expect(mistakes([first, { ...hasty, inForceFrom: day }], [first])).toEqual([]);
  });

  it('may put off a version that was announced', () => {
    const second = published(text('2'), '2026-12-24');
    expect(mistakes([first, { ...second, inForceFrom: '2027-01-24' }], [first, second])).toEqual([]);
  });

  it('needs no notice where no account can have accepted an earlier version', () => {
    expect(mistakes([first, published({ ...text('1'), id: 'posts' }, '2026-11-30')], [first])).toEqual([]);
  });
});
