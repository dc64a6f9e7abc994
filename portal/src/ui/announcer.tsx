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

/** Announces an outcome (copied, saved) on screen and to screen readers, for six seconds, even if a dialog closes meanwhile. */
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

/** A live region. The page has one from the start, and each dialog has its own, because everything outside a dialog is inert. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => message);
  return (
    <div className="announcer" role="status">
      {text && <p>{text}</p>}
    </div>
  );
}
