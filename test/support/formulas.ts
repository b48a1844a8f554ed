/** Works the formulas of a workbook out, without the code that wrote them: just what they are made of. */
import type { ReadSheet, ReadValue } from './workbook.js';

type Value = number | string | Value[];

/** What every formula comes to, as `sheet!place` by the figure stored beside it. */
export function recompute(
  sheets: readonly ReadSheet[],
): { place: string; stored: ReadValue; worked: number }[] {
  const known = new Map<string, number>();
  const byName = new Map(sheets.map((sheet) => [sheet.name, sheet]));
  const valueAt = (sheet: ReadSheet, place: string): number | string => {
    const key = `${sheet.name}!${place}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const formula = sheet.formulas.get(place);
    if (formula === undefined) return textOrNumber(storedAt(sheet, place));
    const worked = new Reckoner(formula, (name, at) =>
      valueAt(name === null ? sheet : mustBe(byName.get(name)), at),
    ).result();
    known.set(key, worked);
    return worked;
  };
  return sheets.flatMap((sheet) =>
    [...sheet.formulas.keys()].map((place) => ({
      place: `${sheet.name}!${place}`,
      stored: storedAt(sheet, place),
      worked: Number(valueAt(sheet, place)),
    })),
  );
}

function storedAt({ rows }: ReadSheet, place: string): ReadValue {
  const [, letters = '', line = ''] = /^([A-Z]+)(\d+)$/.exec(place) ?? [];
  const column = [...letters].reduce((at, letter) => at * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return rows[Number(line) - 1]?.[column] ?? null;
}

function textOrNumber(value: ReadValue): number | string {
  return typeof value === 'number' || typeof value === 'string' ? value : 0;
}

function mustBe<Found>(found: Found | undefined): Found {
  if (found === undefined) throw new Error('the formula names a sheet that is not there');
  return found;
}

/** A reader of formulas by recursive descent: numbers, text, cells, ranges, + - * / = and five functions. */
class Reckoner {
  private readonly tokens: string[];
  private at = 0;

  constructor(
    formula: string,
    private readonly cell: (sheet: string | null, place: string) => number | string,
  ) {
    this.tokens =
      formula.match(
        /'(?:[^']|'')+'!|"(?:[^"]|"")*"|\$?[A-Z]+\$?\d+|[A-Z]+(?=\()|\d+(?:\.\d+)?|[-+*/=(),:]/g,
      ) ?? [];
  }

  result(): number {
    const value = this.comparison();
    if (this.at !== this.tokens.length) throw new Error(`left over: ${this.tokens.slice(this.at).join(' ')}`);
    return value as number;
  }

  private comparison(): Value {
    const left = this.addition();
    return this.take('=') ? each(left, this.addition(), (a, b) => (a === b ? 1 : 0)) : left;
  }

  private addition(): Value {
    let left = this.product();
    for (;;) {
      if (this.take('+')) left = each(left, this.product(), (a, b) => Number(a) + Number(b));
      else if (this.take('-')) left = each(left, this.product(), (a, b) => Number(a) - Number(b));
      else return left;
    }
  }

  private product(): Value {
    let left = this.atom();
    for (;;) {
      if (this.take('*')) left = each(left, this.atom(), (a, b) => Number(a) * Number(b));
      else if (this.take('/')) left = each(left, this.atom(), (a, b) => Number(a) / Number(b));
      else return left;
    }
  }

  private atom(): Value {
    if (this.take('-')) return each(0, this.atom(), (a, b) => Number(a) - Number(b));
    if (this.take('(')) return this.closed(this.comparison());
    const token = this.next();
    if (/^\d/.test(token)) return Number(token);
    if (token.startsWith('"')) return token.slice(1, -1).replace(/""/g, '"');
    if (token.endsWith('!')) return this.reference(token.slice(1, -2).replace(/''/g, "'"), this.next());
    if (this.take('(')) return this.call(token);
    return this.reference(null, token);
  }

  private call(name: string): Value {
    const args = [this.comparison()];
    while (this.take(',')) args.push(this.comparison());
    this.closed(0);
    const [first = 0, second = 0, third = 0] = args;
    switch (name) {
      case 'SUM':
      case 'SUMPRODUCT':
        return [first]
          .flat(1)
          .reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0);
      case 'ROUND':
        return Math.round(Number((Number(first) * 100).toPrecision(15))) / 100;
      case 'EXACT':
        return each(first, second, (a, b) => (a === b ? 1 : 0));
      case 'IF':
        return first ? second : third;
      default:
        throw new Error(`no such function: ${name}`);
    }
  }

  private reference(sheet: string | null, from: string): Value {
    const first = from.replace(/\$/g, '');
    if (!this.take(':')) return this.cell(sheet, first);
    const [, letters = '', top = ''] = /^([A-Z]+)(\d+)$/.exec(first) ?? [];
    const last = Number(this.next().replace(/[$A-Z]/g, ''));
    return Array.from({ length: last - Number(top) + 1 }, (_, row) =>
      this.cell(sheet, `${letters}${Number(top) + row}`),
    );
  }

  private closed(value: Value): Value {
    if (!this.take(')')) throw new Error('a bracket is not closed');
    return value;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw new Error('the formula ends too soon');
    this.at += 1;
    return token;
  }
}

/** Of ranges cell by cell, with one value for all cells of the other. */
function each(a: Value, b: Value, work: (a: Value, b: Value) => number): Value {
  if (!Array.isArray(a) && !Array.isArray(b)) return work(a, b);
  const length = Array.isArray(a) ? a.length : (b as Value[]).length;
  const at = (value: Value, index: number) => (Array.isArray(value) ? (value[index] ?? 0) : value);
  return Array.from({ length }, (_, index) => work(at(a, index), at(b, index)));
}
