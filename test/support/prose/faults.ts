/** How a sentence may break the rules of `CONTRIBUTING.md`, Prose. */
import { sentencesIn } from './sentences.ts';

const maxWords = 25;

/** A sentence whose subject is a clause; a question may begin with these words. */
const opening = /^["“(]?(?:What|Whatever|Who|Whoever|Whom|Whose|Of)\b/;
const lowerOpening = new RegExp(opening.source, 'i');

export type Fault = { readonly rule: 'length' | 'opening'; readonly text: string };

/** `anyCase`: the piece is a test's name, which begins with a small letter. */
export function faultsIn(piece: string, { anyCase = false } = {}): Fault[] {
  return sentencesIn(piece).flatMap(({ text, words }): Fault[] => [
    ...(words > maxWords ? [{ rule: 'length' as const, text }] : []),
    ...((anyCase ? lowerOpening : opening).test(text) && !text.endsWith('?')
      ? [{ rule: 'opening' as const, text }]
      : []),
  ]);
}
