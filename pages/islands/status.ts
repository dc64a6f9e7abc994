/** Asks each part of the service once, from the reader's browser, and says whether and how fast it answers. */
const timeoutMs = 10_000;

async function check(place: HTMLElement, { works = '', fails = '' }: DOMStringMap): Promise<void> {
  const startedMs = performance.now();
  const answered = await fetch(place.dataset.check ?? '', { signal: AbortSignal.timeout(timeoutMs), cache: 'no-store' })
    .then(({ ok }) => ok)
    .catch(() => false);
  const tookMs = Math.max(1, Math.round(performance.now() - startedMs));
  place.textContent = answered ? works.replace('{ms}', String(tookMs)) : fails;
  place.classList.add(answered ? 'tag-good' : 'tag-bad');
}

const list = document.querySelector<HTMLElement>('[data-checks]');
if (list) for (const place of list.querySelectorAll<HTMLElement>('[data-check]')) void check(place, list.dataset);
