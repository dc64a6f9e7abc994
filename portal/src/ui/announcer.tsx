import { useSyncExternalStore } from 'react';

const showMs = 6_000;
let message = '';
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function show(text: string) {
  message = text;
  for (const listener of listeners) listener();
}

/** Says an outcome (copied, saved) on screen and to screen readers, for six seconds. */
export function announce(text: string): void {
  clearTimeout(timer);
  show(text);
  timer = setTimeout(() => show(''), showMs);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The one live region; stands in the page from the start, so that readers watch it. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => message);
  return (
    <div className="announcer" role="status">
      {text && <p>{text}</p>}
    </div>
  );
}
