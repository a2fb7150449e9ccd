import { crc32, deflateSync } from 'node:zlib';
import type { Locale } from '../benefits/command';
import type { ColumnSet, Image } from './elements';
import { fact, text, texts } from './parts';
import type { RenderOptions } from './views';

/** In CSS pixels. */
const WIDTH = { row: 100, fact: 160, card: 240 };
const GAP = 3;
/** Up to this many seats are drawn separately. */
const SEATS_APART = 12;

/** Contrast of at least 3:1 on Teams' light, dark and high-contrast backgrounds. */
const CALM = [123, 131, 235];
const LAST = [202, 120, 20];
const FULL = [209, 67, 90];
const UNUSED = [138, 136, 134];

function chunk(name: string, data: Iterable<number>): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), Uint8Array.from(data)]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(body.length - 4);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A PNG of one row of pixels, each an index: 0 transparent, 1 `colour`, 2 unused. The card stretches it. */
function png(pixels: readonly number[], colour: readonly number[]): string {
  const head = [0, 0, pixels.length >> 8, pixels.length & 255, 0, 0, 0, 1, 8, 3, 0, 0, 0];
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('PLTE', [0, 0, 0, ...colour, ...UNUSED]),
    chunk('tRNS', [0, 255, 140]),
    chunk('IDAT', deflateSync(Uint8Array.from([0, ...pixels]), { windowBits: 9, memLevel: 1 })),
    chunk('IEND', []),
  ]).toString('base64');
}

function progressBar(
  done: number,
  whole: number,
  look: { colour: readonly number[]; place: keyof typeof WIDTH; altText: string },
): Image {
  const width = WIDTH[look.place] * 2;
  const pixels = Array.from({ length: width }, (_, x) => {
    const part = (x * whole) / width;
    const gapFollows = ((x + GAP) * whole) / width >= Math.floor(part) + 1 && x + GAP < width;
    if (whole <= SEATS_APART && gapFollows) return 0;
    return part < done || (done > 0 && x < GAP) ? 1 : 2;
  });
  return {
    type: 'Image',
    url: `data:image/png;base64,${png(pixels, look.colour)}`,
    altText: look.altText,
    width: `${WIDTH[look.place]}px`,
    height: '6px',
    spacing: 'Small',
  };
}

function colourOf(used: number, quantity: number): readonly number[] {
  if (used >= quantity) return FULL;
  return quantity > 1 && (quantity - used === 1 || used / quantity >= 0.9) ? LAST : CALM;
}

/** The coloured part is in use. */
export const seatBar = (used: number, quantity: number, locale: Locale, place: keyof typeof WIDTH): Image =>
  progressBar(used, quantity, {
    colour: colourOf(used, quantity),
    place,
    altText: texts(locale).barAlt(used, quantity),
  });

export const seatsText = (used: number, quantity: number, locale: Locale): string =>
  used >= quantity ? texts(locale).noneLeft(quantity) : texts(locale).inUse(used, quantity);

export const seatsFact = (label: string, used: number, quantity: number, options: RenderOptions): ColumnSet =>
  fact(label, [
    text(seatsText(used, quantity, options.locale), used >= quantity ? { color: 'Attention' } : {}),
    seatBar(used, quantity, options.locale, 'fact'),
  ]);

/** The coloured part of a term is over. */
export const termBar = (over: number, days: number, altText: string, near: boolean): Image =>
  progressBar(Math.min(over, days), days, { colour: near ? LAST : CALM, place: 'card', altText });
