import { stripeRules } from '@tollgate/stripe-simulator';
import Stripe from 'stripe';
import { notByApi } from './cases/not-by-api.ts';
import type { Difference } from './differences.ts';
import { differencesFrom, readRecording } from './recordings.ts';
import type { Rehearsed } from './rehearse.ts';
import type { Outcome } from './run.ts';
import type { WrongBelief } from './world.ts';

/** Whether everything was as believed, and as recorded. */
export const isClean = ({ outcomes, isWhole }: Rehearsed): boolean =>
  isWhole && outcomes.every((each) => each.failure === null && each.wrong.length === 0 && changesOf(each).length === 0);

const changesOf = (outcome: Outcome): readonly Difference[] => differencesFrom(outcome) ?? [];

/** The report as Markdown, to attach to a bug. No key is in it. `on`: the day, `YYYY-MM-DD`. */
export function reportText(
  rehearsed: Rehearsed,
  { on, account }: { readonly on: string; readonly account: string },
): string {
  const { outcomes, skipped, isWhole } = rehearsed;
  const differing = outcomes.filter(
    (each) => each.failure !== null || each.wrong.length > 0 || changesOf(each).length > 0,
  );
  return [
    `# Rehearsal of ${on}`,
    '',
    `${account}, API ${Stripe.API_VERSION}, stripe-node ${Stripe.PACKAGE_VERSION}.`,
    `${outcomes.length} cases ran, ${differing.length} differ, ${skipped.length + notByApi.length} were skipped.`,
    ...(isWhole ? [] : ['The rehearsal was broken off: cases that are not named did not run.']),
    '',
    ...differing.flatMap(caseText),
    '## Nothing contradicted',
    '',
    `${heldIn(rehearsed).join(', ') || 'No belief was shown'}.`,
    '',
    '## Skipped',
    '',
    ...skipped.map((each) => `- ${each.case.id}: ${each.why}`),
    ...notByApi.map(({ id, why }) => `- ${id}: ${why}`),
    '',
  ].join('\n');
}

function caseText(outcome: Outcome): string[] {
  const { case: each, failure, wrong } = outcome;
  const source = readRecording(each.id)?.source;
  return [
    `## ${each.id}`,
    '',
    `${each.title} Beliefs: ${each.beliefs.join(', ')}.`,
    '',
    ...(failure === null ? [] : [`- It did not come to its end: ${failure}`]),
    ...wrong.map(beliefText),
    ...(changesOf(outcome).length > 0 ? [`- Differences from the recording (source: ${source}):`] : []),
    ...changesOf(outcome).flatMap((difference) => differenceText(difference, outcome)),
    '',
  ];
}

function beliefText({ belief, says, expected, actual, requestId }: WrongBelief): string {
  const rule = stripeRules.find(({ id }) => id === belief);
  const source = rule ? ` Its source: ${rule.source}.` : '';
  return `- **${belief}** does not hold: ${says} Expected ${json(expected)}, seen ${json(actual)}${requestOf(requestId)}.${source}`;
}

/** Beliefs that cases showed, and that none contradicted: at Stripe their rules were seen (`seenAtStripe`). */
function heldIn({ outcomes }: Rehearsed): readonly string[] {
  const wrong = outcomes.flatMap((each) => each.wrong.map(({ belief }) => belief));
  const shown = outcomes.filter(({ failure }) => failure === null).flatMap(({ case: { beliefs } }) => beliefs);
  return [...new Set(shown)].filter((each) => !wrong.includes(each)).toSorted();
}

function differenceText(difference: Difference, { requestIds }: Outcome): string[] {
  if ('missing' in difference) return [`  - recorded: ${json(difference.missing)}`];
  return [`  - answered${requestOf(requestIds[difference.index])}: ${json(difference.added)}`];
}

const requestOf = (id: string | null | undefined): string => (id ? ` (request ${id})` : '');
const json = (value: unknown): string => `\`${JSON.stringify(value)}\``;
