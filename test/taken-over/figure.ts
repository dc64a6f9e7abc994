/** The figure as a table of markdown. */
import type { Findings } from './attack.ts';
import type { Reach } from './reach.ts';

const first = '<!-- taken over: measured -->\n';
const last = '<!-- taken over: end -->';

/** The document with this table between its two lines. */
export function withTable(text: string, table: string): string {
  const [before = '', rest = ''] = text.split(first);
  const [, after = ''] = rest.split(last);
  return `${before}${first}${table}${last}${after}`;
}

const header = [
  '| function | alone: reads, changes | told: reads, changes | money | credentials | trail | all |',
  '|---|---|---|---|---|---|---|',
];

const both = ({ reads, changes }: Reach): string => `${reads}, ${changes}`;

/** A row for each function, the worst first, and their sum. */
export function tableOf(findings: readonly Findings[], organizations: number): string {
  const rows = findings
    .toSorted((one, other) => other.can.length - one.can.length || one.name.localeCompare(other.name))
    .map(({ name, alone, told, money, credentials, trail, can }) => {
      const cells = [both(alone), both(told), money, credentials, trail.join(', ') || '–', can.length];
      return `| \`${name}\` | ${cells.join(' | ')} |`;
    });
  const sum = (of: (each: Findings) => number) => findings.reduce((before, each) => before + of(each), 0);
  const reach = (of: (each: Findings) => Reach) =>
    both({ reads: sum((f) => of(f).reads), changes: sum((f) => of(f).changes) });
  const cells = [
    reach(({ alone }) => alone),
    reach(({ told }) => told),
    sum(({ money }) => money),
    sum(({ credentials }) => credentials),
    `${findings.filter(({ trail }) => trail.length > 0).length} functions`,
    sum(({ can }) => can.length),
  ];
  const total = `| sum (${organizations} organizations) | ${cells.join(' | ')} |`;
  return `${[...header, ...rows, total].join('\n')}\n`;
}
