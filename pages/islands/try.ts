/** Runs operations of the reference from their forms, and shows the answers in place. */
import type { KeyKind } from '../src/run/browser-key.ts';
import { addressOf, type Called, callOperation } from '../src/run/operation-call.ts';

/** Longer answers are cut where they are shown. */
const mostChars = 20_000;

// The data stands around the form: a parameter called `dataset` would take its place on the form itself.
for (const place of document.querySelectorAll<HTMLElement>('[data-try]')) {
  const form = place.querySelector('form');
  const question = place.querySelector<HTMLElement>('.cost-question');
  const keyOf = () => (place.querySelector<HTMLSelectElement>('[data-key]')?.value ?? null) as 'test' | 'live' | null;
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const isAsked = keyOf() === 'live' && Number(place.dataset.most) > 0;
    if (isAsked && question) question.hidden = false;
    else void run(place, keyOf());
  });
  question?.addEventListener('click', ({ target }) => {
    const answer = target instanceof HTMLElement ? target.dataset.answer : undefined;
    if (!answer) return;
    question.hidden = true;
    if (answer === 'yes') void run(place, keyOf());
  });
}

async function run(place: HTMLElement, key: Exclude<KeyKind, 'none'> | null): Promise<void> {
  const button = place.querySelector<HTMLButtonElement>('[type=submit]');
  if (button?.ariaBusy === 'true') return;
  const fields = [...place.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[data-place]')];
  const given = fields.map(({ name, value, dataset }) => ({ name, value, place: dataset.place ?? '' }));
  if (button) button.ariaBusy = 'true';
  const called = await callOperation(addressOf(place.dataset.try ?? '', given), key, document.documentElement.lang);
  if (button) button.ariaBusy = null;
  show(place, called);
}

function show(of: HTMLElement, called: Called): void {
  const { status, text, problem } = called;
  const place = of.querySelector<HTMLElement>('[role=status]');
  const figure = of.querySelector<HTMLElement>('figure');
  const code = figure?.querySelector('code');
  if (!place || !figure || !code) return;
  const tag = document.createElement('span');
  tag.className = problem || status === null ? 'tag tag-bad' : 'tag tag-good';
  tag.textContent = String(status ?? '–');
  place.replaceChildren(tag, ' ', said(of.dataset, called));
  if (problem?.code) place.append(' ', pageAbout(problem.code, of.dataset));
  figure.hidden = text === null;
  code.textContent = text !== null && text.length > mostChars ? `${text.slice(0, mostChars)}\n…` : text;
}

function said(
  { took = '', charged = '', failed = '' }: DOMStringMap,
  { status, tookMs, cost, problem }: Called,
): string {
  if (problem || status === null) return problem?.told || failed;
  const time = took.replace('{ms}', String(tookMs));
  return cost === null ? time : `${time} · ${charged.replace('{cost}', String(cost))}`;
}

function pageAbout(code: string, { problems, why = '' }: DOMStringMap): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = `${problems}${code}`;
  link.textContent = why;
  return link;
}
