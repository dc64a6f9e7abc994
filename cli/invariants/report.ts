import type { Checked } from './check.ts';

const maxListed = 50;

/** One line for each invariant, followed by the violations of it. */
export function linesOf({ accounts, foreign, findings }: Checked): string[] {
  const of = `${accounts} ${accounts === 1 ? 'account' : 'accounts'}`;
  const lines = findings.flatMap(({ number, says, violations }) => {
    const count = violations.length;
    if (count === 0) return [`holds   ${number}  ${says} (${of})`];
    const more = count > maxListed ? [`          and ${count - maxListed} more`] : [];
    const listed = violations.slice(0, maxListed).map((violation) => `          ${violation}`);
    return [`BROKEN  ${number}  ${says}: ${count} ${count === 1 ? 'way' : 'ways'} (${of})`, ...listed, ...more];
  });
  if (foreign === 0) return lines;
  const others = foreign === 1 ? '1 subscription at Stripe is' : `${foreign} subscriptions at Stripe are`;
  return [...lines, `          ${others} of other products, and not looked at`];
}
