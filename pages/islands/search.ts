/** The search over the docs. Its index is fetched when the field is focused first. */
import { type Entry, matching } from '../src/search/match.ts';

const place = document.querySelector<HTMLElement>('[data-search]');
const field = place?.querySelector('input');
const list = place?.querySelector('ul');
const status = place?.querySelector('[role="status"]');
let index: Promise<readonly Entry[]> | undefined;

if (place && field && list && status) {
  const load = () => {
    index ??= fetch(place.dataset.search ?? '').then((response) => response.json());
    index.catch(() => {
      index = undefined;
    });
    return index;
  };
  const show = async () => {
    const query = field.value.trim();
    try {
      const found = matching(await load(), query);
      if (query !== field.value.trim()) return;
      list.replaceChildren(...found.map(linkOf));
      status.textContent = found.length > 0 || query === '' ? '' : (place.dataset.none ?? '').replace('{query}', query);
    } catch {
      status.textContent = place.dataset.failed ?? '';
    }
  };
  field.addEventListener('focus', () => void load().catch(() => {}));
  field.addEventListener('input', () => void show());
  place.addEventListener('keydown', (event) => onKey(event, field, list));
  document.addEventListener('keydown', (event) => {
    const isTyped = event.target instanceof Element && event.target.closest('input, select, textarea');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyped) return;
    event.preventDefault();
    field.focus();
  });
}

function linkOf([title, address, part]: Entry): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = address;
  link.append(part === '' ? title : part);
  if (part !== '') {
    const page = document.createElement('span');
    page.textContent = title;
    link.append(page);
  }
  item.append(link);
  return item;
}

/** Enter opens the first result, the arrows move between field and results, Escape clears. */
function onKey(event: KeyboardEvent, field: HTMLInputElement, list: HTMLUListElement): void {
  const stops = [field, ...list.querySelectorAll('a')];
  const at = stops.indexOf(document.activeElement as HTMLInputElement);
  if (event.key === 'Enter' && at === 0) stops[1]?.click();
  if (event.key === 'Escape') {
    field.value = '';
    field.dispatchEvent(new Event('input'));
    field.focus();
  }
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  stops[Math.min(Math.max(at + step, 0), stops.length - 1)]?.focus();
}
