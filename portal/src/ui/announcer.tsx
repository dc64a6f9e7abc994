import { useSyncExternalStore } from 'react';

const showMs = 6_000;
const settleMs = 100;
let message = '';
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function show(text: string) {
  message = text;
  for (const listener of listeners) listener();
}

/** Says an outcome (copied, saved) on screen and to screen readers, for six seconds; a dialog may close first. */
export function announce(text: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    show(text);
    timer = setTimeout(() => show(''), showMs);
  }, settleMs);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A live region: one stands in the page from the start, one in each dialog, outside of which everything is inert. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => message);
  return (
    <div className="announcer" role="status">
      {text && <p>{text}</p>}
    </div>
  );
}
