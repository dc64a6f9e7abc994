import PDFDocument from 'pdfkit';

/** Colours of the report: ink, second ink, lines, and the bars of charts. */
const colours = { ink: '#17191c', second: '#4a5059', line: '#e3dfd4', bar: '#0b5d4e', warn: '#8a4b00' };
const margin = 48;
const width = 595.28 - 2 * margin;
const bottom = 841.89 - margin;

/** Letters of scripts that run from right to left: Hebrew, Arabic, Syriac and their forms. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const rightToLeftRun =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\s،؛]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?/g;

/** The runs of a text from left to right as the eye meets them, each of one direction. Source: UAX #9, for text of two levels. */
export function visualRuns(text: string): string[] {
  const runs: string[] = [];
  let at = 0;
  for (const { 0: run, index } of text.matchAll(rightToLeftRun)) {
    if (index > at) runs.push(text.slice(at, index));
    runs.push(run);
    at = index + run.length;
  }
  if (at < text.length) runs.push(text.slice(at));
  const first = /[\p{L}]/u.exec(text)?.[0] ?? '';
  return rightToLeft.test(first) ? runs.toReversed() : runs;
}

/** A bar of a chart. `part` of it, from 0 to 1, is drawn in the colour of a warning. */
export type Bar = { readonly name: string; readonly value: number; readonly label: string; readonly part?: number };

/** A4 pages that are filled from the top. */
export class ReportPages {
  readonly #doc: PDFKit.PDFDocument;
  readonly #done: Promise<Uint8Array>;
  #y = margin;

  /** `at`: the time that the file names as its making; equal content then has equal bytes. */
  constructor({ font, title, at }: { readonly font: Uint8Array; readonly title: string; readonly at: Date }) {
    const info = { Title: title, Producer: 'Tollgate', Creator: 'Tollgate', CreationDate: at };
    const options = { size: 'A4', margin: 0, font: null as unknown as string, lang: 'en', info };
    this.#doc = new PDFDocument(options);
    this.#doc.registerFont('text', Buffer.from(font));
    this.#doc.font('text');
    const parts: Uint8Array[] = [];
    this.#done = new Promise((resolve, reject) => {
      this.#doc.on('data', (part: Uint8Array) => parts.push(part));
      this.#doc.on('end', () => resolve(Buffer.concat(parts)));
      this.#doc.on('error', reject);
    });
  }

  end(): Promise<Uint8Array> {
    this.#doc.end();
    return this.#done;
  }

  title(text: string): void {
    this.#line(text, { size: 20, height: 30 });
  }

  heading(text: string): void {
    this.#y += 12;
    this.#room(60);
    this.#line(text, { size: 12.5, height: 20 });
  }

  /** A paragraph, broken at spaces. */
  paragraph(text: string): void {
    for (const line of this.#wrapped(text, 9, width)) this.#line(line, { size: 9, height: 13, colour: colours.second });
    this.#y += 3;
  }

  /** Rows below a head. `shares`: the share of the width of each column. Numbers stand at the right of theirs. */
  table(shares: readonly number[], rows: readonly (readonly (string | number)[])[]): void {
    const isNumber = shares.map((_, column) => typeof rows[1]?.[column] === 'number');
    for (const [at, row] of rows.entries()) {
      const cells = row.map((cell, column) => {
        const text = typeof cell === 'number' ? cell.toLocaleString('en-US') : cell;
        return this.#wrapped(text, 8, (shares[column] ?? 0) * width - 8);
      });
      const height = Math.max(...cells.map(({ length }) => length)) * 11 + 5;
      this.#room(at === 0 ? 3 * height : height);
      this.#row(cells, { shares, isNumber, isHead: at === 0 });
      this.#y += height;
      this.#doc
        .moveTo(margin, this.#y - 2)
        .lineTo(margin + width, this.#y - 2)
        .lineWidth(0.5)
        .stroke(colours.line);
    }
    this.#y += 6;
  }

  #row(
    cells: readonly (readonly string[])[],
    { shares, isNumber, isHead }: { shares: readonly number[]; isNumber: readonly boolean[]; isHead: boolean },
  ): void {
    let x = margin;
    for (const [column, lines] of cells.entries()) {
      const room = (shares[column] ?? 0) * width;
      const right = isNumber[column] ? room - 8 : undefined;
      for (const [at, line] of lines.entries())
        this.#text(line, {
          x,
          y: this.#y + at * 11,
          size: 8,
          colour: isHead ? colours.second : colours.ink,
          ...(right && { right }),
        });
      x += room;
    }
  }

  /** Bars from left to right, in the order given. */
  bars(bars: readonly Bar[]): void {
    const longest = Math.max(...bars.map(({ value }) => value), 1);
    for (const { name, value, label, part = 0 } of bars) {
      this.#room(16);
      this.#text(name, { x: margin, y: this.#y, size: 8, colour: colours.ink });
      const [start, room] = [margin + 170, width - 260];
      const length = Math.max((value / longest) * room, 0.5);
      this.#doc.rect(start, this.#y + 1, length, 9).fill(colours.bar);
      if (part > 0) this.#doc.rect(start, this.#y + 1, length * part, 9).fill(colours.warn);
      this.#text(label, { x: start + length + 5, y: this.#y, size: 8, colour: colours.second });
      this.#y += 15;
    }
    this.#y += 6;
  }

  #line(text: string, { size, height, colour = colours.ink }: { size: number; height: number; colour?: string }): void {
    this.#room(height);
    this.#text(text, { x: margin, y: this.#y, size, colour });
    this.#y += height;
  }

  #room(height: number): void {
    if (this.#y + height <= bottom) return;
    this.#doc.addPage();
    this.#y = margin;
  }

  /** Draws a line, run by run. `right`: the text ends this far from `x`. */
  #text(text: string, at: { x: number; y: number; size: number; colour: string; right?: number }): void {
    this.#doc.fontSize(at.size).fillColor(at.colour);
    const runs = visualRuns(text);
    const widths = runs.map((run) => this.#widthOf(run));
    let x = at.right === undefined ? at.x : at.x + at.right - widths.reduce((sum, each) => sum + each, 0);
    for (const [index, run] of runs.entries()) {
      this.#doc.text(run, x, at.y, { lineBreak: false, features: ['liga'] });
      x += widths[index] ?? 0;
    }
  }

  #widthOf = (text: string): number => this.#doc.widthOfString(text, { features: ['liga'] });

  #wrapped(text: string, size: number, room: number): string[] {
    this.#doc.fontSize(size);
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ').flatMap((each) => this.#pieces(each, room))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && this.#widthOf(longer) > room) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  }

  /** A word that is wider than the room, in pieces. */
  #pieces(word: string, room: number): string[] {
    if (this.#widthOf(word) <= room || rightToLeft.test(word)) return [word];
    const most = Math.max(1, Math.floor((word.length * room) / this.#widthOf(word)) - 1);
    return word.match(new RegExp(`.{1,${most}}`, 'gu')) ?? [word];
  }
}
