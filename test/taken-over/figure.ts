/** The figure as a table of markdown. */
import type { Findings } from './attack.ts';
import type { Reach } from './reach.ts';

/** The lines in SECURITY.md around the table. */
export const marks = /(?<=<!-- taken over: measured -->\n)|(?=<!-- taken over: end -->)/;

const header = [
  '| function | reads, changes by itself | reads, changes if told every id | money | credentials | trail | all |',
  '|---|---|---|---|---|---|---|',
];

const both = ({ reads, changes }: Reach): string => `${reads}, ${changes}`;

/** A row for each function, the worst first, and their sum. */
export function tableOf(findings: readonly Findings[], organizations: number): string {
  const rows = findings
    .toSorted((one, other) => other.can.length - one.can.length || one.name.localeCompare(other.name))
    .map(({ name, alone, told, money, credentials, trail, can }) => {
      const cells = [both(alone), both(told), money, credentials, trail.join(' and ') || '–', can.length];
      return `| \`${name}\` | ${cells.join(' | ')} |`;
    });
  const sum = (of: (each: Findings) => number) => findings.reduce((total, each) => total + of(each), 0);
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
  const last = `| sum, of ${organizations} organizations each | ${cells.join(' | ')} |`;
  return `${[...header, ...rows, last].join('\n')}\n`;
}
