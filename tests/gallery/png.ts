import { PNG } from 'pngjs';
import { encode } from './indexed';

/** As a file with at most 256 colours, which a card does not miss: a third of the size. */
export function fileOf({ width, height, data }: PNG): Buffer {
  for (const step of [1, 4, 8, 16, 32, 64]) {
    const palette = new Map<number, number>();
    const pixels = new Uint8Array(width * height);
    let fits = true;
    for (let at = 0; at < pixels.length; at += 1) {
      const colour = rounded(data, at * 4, step);
      let index = palette.get(colour);
      if (index === undefined) {
        index = palette.size;
        if (index > 255) {
          fits = false;
          break;
        }
        palette.set(colour, index);
      }
      pixels[at] = index;
    }
    if (fits) return encode(width, height, pixels, [...palette.keys()]);
  }
  throw new Error('A card has more colours than can be');
}

export const smaller = (png: Buffer): Buffer => fileOf(PNG.sync.read(png));

const rounded = (data: Buffer, at: number, step: number): number => {
  const one = (value: number | undefined): number => Math.min(255, Math.round((value ?? 0) / step) * step);
  return (one(data[at]) << 16) | (one(data[at + 1]) << 8) | one(data[at + 2]);
};
