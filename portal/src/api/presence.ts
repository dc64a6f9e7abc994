/** How the portal proves that the person is there: whoever shows the dialog answers every request that waits for it. */
type Question = { readonly promise: Promise<boolean>; readonly resolve: (present: boolean) => void };

let question: Question | null = null;
const listeners = new Set<() => void>();

function ask(next: Question | null): void {
  question = next;
  for (const listener of listeners) listener();
}

/** Waits until the person has shown to be there, or refused to. Requests that ask meanwhile share one dialog. */
export function presenceShown(): Promise<boolean> {
  if (!question) ask(Promise.withResolvers<boolean>());
  return question?.promise ?? Promise.resolve(false);
}

/** Ends the question for every request that waits: true repeats them, false lets their refusal stand. */
export function answerPresence(present: boolean): void {
  const asked = question;
  ask(null);
  asked?.resolve(present);
}

/** For `useSyncExternalStore`: whether a request waits for presence now. */
export const presenceQuestion = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isOpen: () => question !== null,
};
