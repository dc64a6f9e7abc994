/** A whole-text pattern as AWS writes it: `*` is any number of characters, `?` exactly one. */
export const glob = (pattern: string): RegExp => {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
};
