/** A bare item. `other`: a decimal, token, boolean, date or display string, of which no member of ours has one. */
export type BareItem =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'bytes'; readonly value: Buffer }
  | { readonly kind: 'other'; readonly value: string };

/** Parameters in the order of their first appearance. */
export type FieldParameters = ReadonlyMap<string, BareItem>;
/** An item with its parameters. */
export type FieldItem = { readonly item: BareItem; readonly parameters: FieldParameters };
/** A member of a dictionary: an item, or an inner list. */
export type FieldMember = FieldItem | { readonly items: readonly FieldItem[]; readonly parameters: FieldParameters };

/**
 * Reads a dictionary, all of it or nothing. Several lines of the field are joined by commas before.
 * @throws SyntaxError
 * Source: RFC 9651, section 4.2.2.
 */
export function parseDictionary(text: string): ReadonlyMap<string, FieldMember> {
  const reader = new Reader(text.replace(/^ +| +$/g, ''));
  const members = new Map<string, FieldMember>();
  while (!reader.atEnd()) {
    const key = reader.key();
    members.set(key, reader.takes('=') ? reader.member() : { item: isTrue, parameters: reader.parameters() });
    reader.skip(/[ \t]*/y);
    if (reader.atEnd()) break;
    reader.need(',');
    reader.skip(/[ \t]*/y);
    if (reader.atEnd()) throw reader.fault();
  }
  return members;
}

/** An inner list of texts with parameters that are texts and whole numbers, as it is signed. Source: RFC 9651, section 4.1.1.1. */
export const innerListText = (items: readonly string[], parameters: ReadonlyMap<string, string | number>): string =>
  `(${items.map(quoted).join(' ')})${[...parameters]
    .map(([name, value]) => `;${name}=${typeof value === 'number' ? value : quoted(value)}`)
    .join('')}`;

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const isTrue: BareItem = { kind: 'other', value: '?1' };

/** At most 15 digits, and three more behind the point of a decimal, which has at most 12 before it. */
const shapes = {
  key: /[a-z*][a-z0-9_.*-]*/y,
  decimal: /-?[0-9]{1,12}\.[0-9]{1,3}(?![0-9.])/y,
  integer: /-?[0-9]{1,15}(?![0-9.])/y,
  string: /"((?:[ !#-[\]-~]|\\["\\])*)"/y,
  bytes: /:([A-Za-z0-9+/]*={0,2}):/y,
  token: /[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*/y,
  boolean: /\?[01]/y,
  date: /@-?[0-9]{1,15}(?![0-9.])/y,
  display: /%"(?:[ !#-$&-~]|%[0-9a-f]{2})*"/y,
} as const;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd = (): boolean => this.#at >= this.#text.length;
  fault = (): SyntaxError => new SyntaxError(`The structured field breaks at character ${this.#at + 1}.`);

  #match(shape: RegExp): RegExpExecArray | null {
    shape.lastIndex = this.#at;
    const found = shape.exec(this.#text);
    if (found) this.#at = shape.lastIndex;
    return found;
  }

  skip(shape: RegExp): void {
    this.#match(shape);
  }

  takes(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  need(char: string): void {
    if (!this.takes(char)) throw this.fault();
  }

  key(): string {
    const [key] = this.#match(shapes.key) ?? [];
    if (key === undefined) throw this.fault();
    return key;
  }

  member(): FieldMember {
    return this.takes('(') ? this.#innerList() : this.#item();
  }

  #innerList(): FieldMember {
    const items: FieldItem[] = [];
    for (;;) {
      this.skip(/ */y);
      if (this.takes(')')) return { items, parameters: this.parameters() };
      items.push(this.#item());
      if (!/[ )]/.test(this.#text[this.#at] ?? '')) throw this.fault();
    }
  }

  #item(): FieldItem {
    return { item: this.#bare(), parameters: this.parameters() };
  }

  parameters(): FieldParameters {
    const parameters = new Map<string, BareItem>();
    while (this.takes(';')) {
      this.skip(/ */y);
      const name = this.key();
      parameters.set(name, this.takes('=') ? this.#bare() : isTrue);
    }
    return parameters;
  }

  #bare(): BareItem {
    const string = this.#match(shapes.string);
    if (string) return { kind: 'string', value: (string[1] ?? '').replace(/\\(.)/g, '$1') };
    const integer = this.#match(shapes.integer);
    if (integer) return { kind: 'integer', value: Number(integer[0]) + 0 };
    const bytes = this.#match(shapes.bytes);
    if (bytes) return { kind: 'bytes', value: this.#decoded(bytes[1] ?? '') };
    for (const shape of [shapes.decimal, shapes.boolean, shapes.date, shapes.token, shapes.display]) {
      const other = this.#match(shape);
      if (other) return { kind: 'other', value: shape === shapes.display ? this.#display(other[0]) : other[0] };
    }
    throw this.fault();
  }

  /** Its escaped bytes are UTF-8. */
  #display(text: string): string {
    try {
      return decodeURIComponent(text.slice(1));
    } catch {
      throw this.fault();
    }
  }

  /** Whole base64 with its padding, as senders write it; no bits are left over. */
  #decoded(base64: string): Buffer {
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.toString('base64') !== base64) throw this.fault();
    return bytes;
  }
}
