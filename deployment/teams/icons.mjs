// Draws the app's icons, a key. Teams demands 192 × 192 in colour, and a white 32 × 32 outline on a transparent ground.
import { PNG } from 'pngjs';

const INK = [59, 58, 143];
const WHITE = [255, 255, 255];
const SAMPLES = 6;

/** Distance to the key's edge in a square of 1 × 1, negative inside; `thick` is the outline's width. */
function key(x, y, thick) {
  // Rotated by 45 degrees, so that it points down to the right.
  const along = (x - 0.5 + (y - 0.5)) / Math.SQRT2;
  const across = (y - 0.5 - (x - 0.5)) / Math.SQRT2;
  const ring = Math.abs(Math.hypot(along + 0.17, across) - 0.135) - thick / 2;
  const shaft = box(along - 0.16, across, 0.2, thick / 2);
  const tooth = box(along - 0.34, across - 0.06, thick / 2, 0.075);
  const second = box(along - 0.22, across - 0.05, thick / 2, 0.06);
  return Math.min(ring, shaft, tooth, second);
}

function box(x, y, halfWidth, halfHeight) {
  const dx = Math.abs(x) - halfWidth;
  const dy = Math.abs(y) - halfHeight;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0);
}

function draw(size, colourAt) {
  const png = new PNG({ width: size, height: size });
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const sum = [0, 0, 0, 0];
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
        const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) / size;
        const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size;
        const [red, green, blue, alpha] = colourAt(x, y);
        sum[0] += red * alpha;
        sum[1] += green * alpha;
        sum[2] += blue * alpha;
        sum[3] += alpha;
      }
      const at = (row * size + column) * 4;
      const alpha = sum[3] || 1;
      png.data[at] = Math.round(sum[0] / alpha);
      png.data[at + 1] = Math.round(sum[1] / alpha);
      png.data[at + 2] = Math.round(sum[2] / alpha);
      png.data[at + 3] = Math.round((sum[3] / (SAMPLES * SAMPLES)) * 255);
    }
  }
  return PNG.sync.write(png);
}

export const colorIcon = () =>
  draw(192, (x, y) => (key(x, y, 0.075) < 0 ? [...WHITE, 1] : [...INK.map((part) => part + 26 * (1 - y)), 1]));

export const outlineIcon = () => {
  // Teams doesn't crop the outline, so the key fills it.
  const spread = (value) => (value - 0.5) * 0.74 + 0.5;
  return draw(32, (x, y) => (key(spread(x), spread(y), 0.055) < 0 ? [...WHITE, 1] : [...WHITE, 0]));
};
