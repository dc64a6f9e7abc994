/** Handles as the API takes them: what stands in a badge's address. */
export const handlePattern = '[a-z0-9_]{1,30}';

const longest = 30;

/** What a handle being typed still breaks; `empty` before anything is. */
export function handleRule(handle: string): 'empty' | 'capitals' | 'letters' | 'long' | 'fine' {
  if (handle === '') return 'empty';
  if (/^[a-z0-9_]*$/i.test(handle) && /[A-Z]/.test(handle)) return 'capitals';
  if (!/^[a-z0-9_]*$/.test(handle)) return 'letters';
  return handle.length > longest ? 'long' : 'fine';
}
