import { deflateSync } from 'node:zlib';
import type { Locale } from '../benefits/command';
import type { Image } from './elements';
import { kept } from './kept';
import { texts } from './parts';

/** Pixels: the picture is as wide as its column, so a wider one is a flatter bar. */
const WIDTH = { row: 200, fact: 320, card: 640 };
export type Place = keyof typeof WIDTH;
const HEIGHT = 8;

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (CRC[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
  return out;
}

/** A PNG of one line of colours, `HEIGHT` pixels high: 0 nothing, 1 used, 2 free. */
function png(line: readonly (0 | 1 | 2)[], used: readonly [number, number, number]): string {
  const row = Buffer.alloc(1 + Math.ceil(line.length / 4));
  line.forEach((colour, x) => {
    const at = 1 + (x >> 2);
    row[at] = (row[at] ?? 0) | (colour << (6 - 2 * (x & 3)));
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(line.length, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([2, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from([0, 0, 0, ...used, 138, 136, 134])),
    chunk('tRNS', Buffer.from([0, 255, 140])),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: HEIGHT }, () => row)), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]).toString('base64');
}

/** Fill colours with at least 3:1 against Teams' light, dark and black backgrounds. */
const CALM = [123, 131, 235] as const;
const LAST = [202, 120, 20] as const;
const FULL = [209, 67, 90] as const;

function line(used: number, quantity: number, place: Place): (0 | 1 | 2)[] {
  const width = WIDTH[place];
  const gap = Math.round(width / 70);
  const share = quantity <= 0 ? 0 : Math.min(1, Math.max(0, used / quantity));
  if (quantity >= 1 && quantity <= 12) {
    const seat = (width + gap) / quantity;
    return Array.from({ length: width }, (_, x) => {
      const n = Math.floor(x / seat);
      return x - n * seat >= seat - gap ? 0 : n < used ? 1 : 2;
    });
  }
  const end = share === 0 ? 0 : Math.max(3, Math.round(share * width));
  return Array.from({ length: width }, (_, x) => (x < end ? 1 : 2));
}

/** Pictures made so far: bars differ by their pixels alone, so there are some thousands at the most. */
const made = kept<string>(10_000);

function picture(used: number, quantity: number, place: Place, colour: readonly [number, number, number]): string {
  const share = quantity <= 12 ? used : used >= quantity ? WIDTH[place] : Math.round((used / quantity) * WIDTH[place]);
  return made(
    [place, colour[0], quantity <= 12 ? quantity : 'many', used > 0 ? Math.max(0, share) : 'none'],
    () => `data:image/png;base64,${png(line(used, quantity, place), colour)}`,
  );
}

/** How full a benefit is: calm, one of the last seats, none left. */
export const fullness = (used: number, quantity: number): 'calm' | 'last' | 'full' =>
  used >= quantity ? 'full' : quantity > 1 && (quantity - used === 1 || used / quantity >= 0.9) ? 'last' : 'calm';

/** Seats in use as a bar: a small picture that every client shows, with its meaning as alternative text. */
export function seatBar(used: number, quantity: number, locale: Locale, place: Place): Image {
  const colour = { calm: CALM, last: LAST, full: FULL }[fullness(used, quantity)];
  return {
    type: 'Image',
    url: picture(used, quantity, place, colour),
    altText: texts(locale).barAlt(used, quantity),
    size: 'Stretch',
    spacing: 'Small',
  };
}

/** Days of a term that are gone, as a bar. */
export function termBar(gone: number, whole: number, said: string, near: boolean): Image {
  const steps = Math.max(13, whole);
  const done = whole <= 0 ? steps : Math.round((Math.max(0, Math.min(whole, gone)) / whole) * steps);
  return {
    type: 'Image',
    url: picture(done, steps, 'card', near ? LAST : CALM),
    altText: said,
    size: 'Stretch',
    spacing: 'Small',
  };
}
