/** One word for one thing: exported names, retired words, and the glossary. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const files = globSync('{functions,shared}/**/*.ts', { cwd: root }).toSorted();
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const exported = /^export (?:async )?(?:const|function\*?|type|interface|class|let) (\w+)/gm;

/** Each bundle exports its handler, and Lambda knows it by that name. */
const mayRepeat = new Set(['handler', 'Deps']);

describe('exported names', () => {
  it('are declared once in functions and shared', () => {
    const places = new Map<string, Set<string>>();
    for (const file of files)
      for (const [, name = ''] of textOf(file).matchAll(exported))
        places.set(name, (places.get(name) ?? new Set()).add(file));
    const repeated = [...places].filter(([name, { size }]) => size > 1 && !mayRepeat.has(name));
    expect(places.size).toBeGreaterThan(1_000);
    expect(repeated.map(([name, where]) => `${name}: ${[...where].join(', ')}`)).toEqual([]);
  });
});

/** Words that were given up, with what took their place. Names of the deployment (attributes, metrics, queues, fields of answers) keep theirs. */
const retired: Readonly<Record<string, RegExp>> = {
  'applyAccessChange for carryOut': /\bcarryOut\b/,
  'max… for most…': /\bmost[A-Z]\w*/,
  'LeasedQuota for Shelf': /\b[sS]hel(f|ves)(Of)?\b/,
  'UsageLog for Chain': /\b(SegmentChain|ChainDeps|chainOf)\b/,
  'fence for seal, of a usage log': /\bseal(Silent|IfSilent)\b/,
  'sweep for walk': /\b(dueWalk|walkCounters|UsageWalk)\b/,
  'rollup for merge': /\b(mergeSegments|MergeDeps|MergeReport)\b/,
  'refund policy for what is returned': /\bendReturned\b/,
  'forwarded headers for what is passed on': /\bpassedOn\b/,
  'unmetered for freely': /\bfreely\b/,
  'inBillingUnits for countedBy': /\bcountedBy\b/,
  'mapConcurrent for atOnce': /\batOnce\(/,
  'automatic checks for looks': /\b(lookedOver|LookOverDeps)\b/,
  'suppressed for held back': /\b(isHeldBack|holdBack)\b/,
  'seats for heads': /\b(heads|hasHeads)\b/,
  'refund for what is given back': /\b(giveBack|GivenBack)\b/,
  'lock and release for turns': /\b(takeTurn|Turn)\b/,
  'notified for told, of a badge': /\b(isTold|setTold|forgetTold)\b/,
  'requested for wishes': /\bwish\b/,
  'isLive, isNotModified, isReserved for isHeld': /\bisHeld\b/,
  'reclaim for settle, of an entry': /\bsettle(Silent|Counters|Ended)\b/,
  'lastNotified for told, of a counter': /\b(toldNames|tellUsage|tellCredit)\b/,
  'stored for kept': /\b(toKept|keptAnswer|keepAnswer)\b/,
  // `environmentId: …` names a stored attribute or a message's field; both were deployed under that name.
  'instance for environment, of a running copy':
    /\b([aA]dmissionEnvironment|RegisteredEnvironment|newEnvironment(Id)?|environmentIds|environmentOver)\b|\benvironmentId\b(?!:)|\(environmentId:/,
};

describe('retired words', () => {
  it.each(Object.entries(retired))('%s', (_, word) => {
    const identifiers = (text: string) => text.replace(/'[^'\n]*'|`[^`]*`|\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(files.filter((file) => word.test(identifiers(textOf(file))))).toEqual([]);
  });
});

describe('the glossary', () => {
  const rows = [...textOf('docs/glossary.md').matchAll(/^\| \*\*(.+?)\*\* \| (.+?) \|/gm)].map(([, term = '']) => term);

  it('has each term once', () => {
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.toSorted()).toEqual([...new Set(rows)].toSorted());
  });

  it('has the word of each folder of the domain and of the services', () => {
    const folders = ['shared/domain', 'shared/services'].flatMap((folder) =>
      readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [entry.name] : [],
      ),
    );
    const known = textOf('docs/glossary.md');
    expect(folders.filter((folder) => !known.includes(`\`${folder}\``))).toEqual([]);
  });
});
