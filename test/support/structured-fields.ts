/** Reads HTTP's structured fields, as far as our answers use them (RFC 9651). It is strict and throws on a field that no client could read. */

export type Bare = string | number | boolean | Date;
export type Item = { readonly value: Bare; readonly parameters: Readonly<Record<string, Bare>> };

/** A List of Items (RFC 9651, 3.1). */
export function parseList(text: string): Item[] {
  const reader = readerOf(text);
  const items = [itemOf(reader)];
  while (!reader.atEnd()) {
    reader.take(/[ \t]*,[ \t]*/y);
    items.push(itemOf(reader));
  }
  return items;
}

/** One Item (RFC 9651, 3.3). */
export function parseItem(text: string): Item {
  const [item, ...others] = parseList(text);
  if (!item || others.length > 0) throw new Error(`"${text}" is not one item`);
  return item;
}

type Reader = ReturnType<typeof readerOf>;

function readerOf(text: string) {
  let at = 0;
  const match = (shape: RegExp): RegExpExecArray | null => {
    shape.lastIndex = at;
    const found = shape.exec(text);
    if (found) at = shape.lastIndex;
    return found;
  };
  return {
    match,
    take(shape: RegExp) {
      const found = match(shape);
      if (!found) throw new Error(`"${text}" is no structured field from "${text.slice(at)}" on`);
      return found;
    },
    atEnd: () => at === text.length,
  };
}

function itemOf(reader: Reader): Item {
  const value = bareOf(reader);
  const parameters: Record<string, Bare> = {};
  while (reader.match(/; */y)) {
    const [name = ''] = reader.take(/[a-z*][a-z0-9_\-.*]*/y);
    parameters[name] = reader.match(/=/y) ? bareOf(reader) : true;
  }
  return { value, parameters };
}

function bareOf(reader: Reader): Bare {
  const text = reader.match(/"((?:[ !#-[\]-~]|\\["\\])*)"/y);
  if (text) return (text[1] ?? '').replaceAll(/\\(.)/g, '$1');
  const date = reader.match(/@(-?\d{1,15})(?![\d.])/y);
  if (date) return new Date(Number(date[1]) * 1000);
  return Number(reader.take(/-?\d{1,15}(?![\d.])/y)[0]);
}
