/**
 * Small choices that a browser keeps from page to page. Where storage is forbidden, reading `localStorage` itself throws a SecurityError: then
 * nothing is kept, and the page works without. Source: HTML Standard, 12.2.3, "The localStorage getter".
 */

/** The value that is kept under a name; null if there is none. */
export function readKept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a value under a name; an empty one forgets it. */
export function keep(name: string, value: string): void {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // The choice holds for this page alone.
  }
}

/** Takes what another page left for this one, once; null if there is nothing. */
export function takeLeft(name: string): string | null {
  try {
    const left = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return left;
  } catch {
    return null;
  }
}
