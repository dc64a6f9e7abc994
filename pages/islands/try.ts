/** Runs operations of the reference from their forms, and shows the answers in place. */
import type { KeyKind } from '../src/run/browser-key.ts';
import { addressOf, type Called, callOperation } from '../src/run/operation-call.ts';

/** Longer answers are cut where they are shown. */
const mostChars = 20_000;

for (const form of document.querySelectorAll<HTMLFormElement>('[data-try]')) {
  const question = form.querySelector<HTMLElement>('.cost-question');
  const keyOf = () => (form.querySelector<HTMLSelectElement>('[data-key]')?.value ?? null) as 'test' | 'live' | null;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const isAsked = keyOf() === 'live' && Number(form.dataset.most) > 0;
    if (isAsked && question) question.hidden = false;
    else void run(form, keyOf());
  });
  question?.addEventListener('click', ({ target }) => {
    const answer = target instanceof HTMLElement ? target.dataset.answer : undefined;
    if (!answer) return;
    question.hidden = true;
    if (answer === 'yes') void run(form, keyOf());
  });
}

async function run(form: HTMLFormElement, key: Exclude<KeyKind, 'none'> | null): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>('[type=submit]');
  if (button?.ariaBusy === 'true') return;
  const fields = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[data-place]')];
  const given = fields.map(({ name, value, dataset }) => ({ name, value, place: dataset.place ?? '' }));
  if (button) button.ariaBusy = 'true';
  const called = await callOperation(addressOf(form.dataset.try ?? '', given), key, document.documentElement.lang);
  if (button) button.ariaBusy = null;
  show(form, called);
}

function show(form: HTMLFormElement, called: Called): void {
  const { status, text, problem } = called;
  const place = form.querySelector<HTMLElement>('[role=status]');
  const figure = form.querySelector<HTMLElement>('figure');
  const code = figure?.querySelector('code');
  if (!place || !figure || !code) return;
  const tag = document.createElement('span');
  tag.className = problem || status === null ? 'tag tag-bad' : 'tag tag-good';
  tag.textContent = String(status ?? '–');
  place.replaceChildren(tag, ' ', said(form.dataset, called));
  if (problem?.code) place.append(' ', pageAbout(problem.code, form.dataset));
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
