const known = new Map<string, RegExp>();

/** A pattern in AWS's syntax, for the whole text: `*` is any number of characters, `?` exactly one. */
export function glob(pattern: string): RegExp {
  const found = known.get(pattern) ?? compiled(pattern);
  known.set(pattern, found);
  return found;
}

function compiled(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}
