import type { Rule } from './rule.ts';

/** The rules as a table of Markdown, in the order of their ids: sentence, source, API version, and the day it was seen at Stripe. */
export function rulesTable(rules: readonly Rule[]): string {
  const rows = rules.toSorted(byId).map(({ id, says, source, apiVersion, seenAtStripe }) => {
    const from = source.startsWith('https://') ? `[${pathOf(source)}](${source})` : source;
    return `| ${id} | ${says} | ${from} | ${apiVersion} | ${seenAtStripe ?? 'never'} |`;
  });
  return ['| rule | says | source | version | seen at Stripe |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** Letters first, then numbers as numbers: `M2` before `M10`. */
const byId = (a: Rule, b: Rule) => a.id.localeCompare(b.id, 'en', { numeric: true });

const pathOf = (address: string) => new URL(address).pathname;
