const name = 'tollgate.session';

/** Tells the other tabs of this browser that a session began here. */
export function tellSessionBegan(): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage('began');
  channel.close();
}

/** Calls the listener when a session begins in another tab of this browser; the answer stops it. */
export function onSessionBegan(listener: () => void): () => void {
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', listener);
  return () => channel.close();
}
