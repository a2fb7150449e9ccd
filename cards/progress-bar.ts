import { crc32, deflateSync } from 'node:zlib';
import type { Locale } from '../benefits/command';
import type { ColumnSet, Image } from './elements';
import { fact, text, texts } from './parts';
import type { RenderOptions } from './views';

/** In CSS pixels. */
const WIDTH = { row: 100, fact: 160, card: 240 };

/** A bar is a PNG of one row of pixels, which the card stretches: each an index into the palette. */
const PIXELS = 200;
const [GAP, DONE, LEFT] = [0, 1, 2];
const GAP_PIXELS = 3;
/** Up to this many seats are drawn separately. */
const SEATS_APART = 12;

function chunk(name: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length);
  out.write(name, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, -4)), data.length + 8);
  return out;
}

const START = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  chunk('IHDR', Uint8Array.of(0, 0, 0, PIXELS, 0, 0, 0, 1, 8, 3, 0, 0, 0)),
]);
const END = chunk('IEND', Uint8Array.of());

/** The gap is transparent, what is left grey. */
const palette = (...done: number[]): Buffer =>
  Buffer.concat([
    chunk('PLTE', Uint8Array.of(0, 0, 0, ...done, 138, 136, 134)),
    chunk('tRNS', Uint8Array.of(0, 255, 140)),
  ]);

/** Contrast of at least 3:1 on Teams' light, dark and high-contrast backgrounds. */
const CALM = palette(123, 131, 235);
const LAST = palette(202, 120, 20);
const FULL = palette(209, 67, 90);

function progressBar(
  done: number,
  whole: number,
  look: { colours: Buffer; place: keyof typeof WIDTH; altText: string },
): Image {
  const end = (part: number): number => 1 + Math.round(Math.min(part / Math.max(whole, 1), 1) * PIXELS);
  // Before the pixels stands the filter of the row: none.
  const row = Buffer.alloc(1 + PIXELS, LEFT).fill(0, 0, 1);
  if (done > 0) row.fill(DONE, 1, Math.max(end(done), 1 + GAP_PIXELS));
  if (whole <= SEATS_APART)
    for (let seat = 1; seat < whole; seat += 1) row.fill(GAP, end(seat) - GAP_PIXELS, end(seat));
  const pixels = chunk('IDAT', deflateSync(row, { windowBits: 9, memLevel: 1 }));
  return {
    type: 'Image',
    url: `data:image/png;base64,${Buffer.concat([START, look.colours, pixels, END]).toString('base64')}`,
    altText: look.altText,
    width: `${WIDTH[look.place]}px`,
    height: '6px',
    spacing: 'Small',
  };
}

function coloursOf(used: number, quantity: number): Buffer {
  if (used >= quantity) return FULL;
  return quantity > 1 && (quantity - used === 1 || used / quantity >= 0.9) ? LAST : CALM;
}

/** The coloured part is in use. */
export const seatBar = (used: number, quantity: number, locale: Locale, place: keyof typeof WIDTH): Image =>
  progressBar(used, quantity, {
    colours: coloursOf(used, quantity),
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
  progressBar(Math.min(over, days), days, { colours: near ? LAST : CALM, place: 'card', altText });
