/** The words of what an attacker has read, of which keys can be made. */
import { createHash } from 'node:crypto';

/** Every word of a value, at any depth, names of attributes included. */
export function tokensIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') for (const [word] of value.matchAll(/[\w.+@:$-]{2,}/g)) addWord(word, found);
  else if (Array.isArray(value)) for (const each of value) tokensIn(each, found);
  else if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array))
    for (const [name, each] of Object.entries(value)) {
      tokensIn(name, found);
      tokensIn(each, found);
    }
  return found;
}

/** The word itself, and without the mark before it: `@acc_1`, `a:acc_1`. */
function addWord(word: string, found: Set<string>): void {
  found.add(word);
  found.add(word.replace(/^([@~$.]|[a-z]:)/, ''));
  found.add(word.replace(/[.,]$/, ''));
}

/** Words of the code, and what can be counted or guessed: parts of names, numbers, days. */
const ofTheCode =
  /^([A-Z]{2,}|-|@|HEAD|LISTS|BADGES|PROFILE|HOOK|picture|glance|name|held|retired|all|person|organization|operators|WALK|\d{1,8}|\d{4}-\d\d-\d\d|)$/;

const hashed = new Map<string, readonly string[]>();

/** Hashes of a word as keys have them: hex and base64url of SHA-256. */
function hashesOf(word: string): readonly string[] {
  const known = hashed.get(word);
  if (known) return known;
  const digest = createHash('sha256').update(word).digest();
  const made = [digest.toString('hex'), digest.toString('base64url')];
  hashed.set(word, made);
  return made;
}

/** The knowledge of an attacker, which grows by reading, and the keys that can be made of it. */
export function knowledge(first: Iterable<string>) {
  const words = new Set<string>();
  const learn = (learned: Iterable<string>) => {
    for (const word of learned)
      if (!words.has(word)) {
        words.add(word);
        if (word.includes('@') && word.includes('.')) for (const hash of hashesOf(word)) words.add(hash);
      }
  };
  learn(first);
  const isKnown = (part: string) => ofTheCode.test(part) || words.has(part) || words.has(part.replace(/^[@~$.]+/, ''));
  return {
    learn,
    knows: (word: string) => words.has(word),
    size: () => words.size,
    /** Whether this part of a key can be made of what is known. */
    canMake: (text: string) => text.split('#').every(isKnown),
  };
}

/** The knowledge of an attacker. */
export type Knowledge = ReturnType<typeof knowledge>;
