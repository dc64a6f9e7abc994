/** The pattern of handles that the API accepts; a handle is part of a badge's address. */
export const handlePattern = '[a-z0-9_]{1,30}';

const longest = 30;

/** The rule that a handle breaks while it is being typed; `empty` at first, `fine` if none. */
export function handleRule(handle: string): 'empty' | 'capitals' | 'letters' | 'long' | 'fine' {
  if (handle === '') return 'empty';
  if (/^[a-z0-9_]*$/i.test(handle) && /[A-Z]/.test(handle)) return 'capitals';
  if (!/^[a-z0-9_]*$/.test(handle)) return 'letters';
  return handle.length > longest ? 'long' : 'fine';
}
