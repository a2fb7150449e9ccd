/** Paths on a 20 × 20 grid, drawn for this product. */
const PATHS = {
  attach: 'M6 10.5 10.8 5.7a2.6 2.6 0 0 1 3.7 3.7l-6 6a4 4 0 0 1-5.7-5.7l5.5-5.5',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  bell: 'M10 2a5 5 0 0 0-5 5v3l-1.4 3A.7.7 0 0 0 4.2 14H8a2 2 0 0 0 4 0h3.8a.7.7 0 0 0 .6-1L15 10V7a5 5 0 0 0-5-5Z',
  chat: 'M10 2.5a7.5 7.5 0 0 0-6.6 11L2.6 17l3.5-.8A7.5 7.5 0 1 0 10 2.5Z',
  check: 'm4 10.5 4 4 8-9',
  close: 'm5 5 10 10M15 5 5 15',
  copy: 'M7 3h7a2 2 0 0 1 2 2v9M5 6h7a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Z',
  down: 'M5 8l5 5 5-5',
  download: 'M10 3v9m-4-4 4 4.2L14 8M4 16.5h12',
  gift: 'M3 8h14v3H3V8Zm1 3h12v6H4v-6Zm6-3v9M10 8C8 8 5.5 7.5 5.5 5.5 5.5 3.2 9 3 10 8Zm0 0c2 0 4.5-.5 4.5-2.5C14.5 3.2 11 3 10 8Z',
  hide: 'M3 3l14 14M8.2 8.3a2.5 2.5 0 0 0 3.5 3.5M6 5.6C4.2 6.7 3 8.4 2.4 10c1 2.9 3.9 5.5 7.6 5.5 1.5 0 2.8-.4 4-1M9 4.6c4-.5 7.4 2.1 8.6 5.4-.3.8-.7 1.5-1.2 2.2',
  key: 'M13 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM10.2 9.8 3.5 16.5m2-2 2 2M8 12l1.8 1.8',
  next: 'M8 4.5 13.5 10 8 15.5',
  open: 'M8 4H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-3M11.5 3.5h5v5M16 4l-7 7',
  refresh: 'M15.5 6.5A6.5 6.5 0 1 0 16.5 11M16 3v4h-4',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Zm4 9.5 4 4',
  send: 'M3 3.2 17.5 10 3 16.8 4.9 10 3 3.2ZM5 10h6',
  warning: 'M10 3 2.5 16.5h15L10 3ZM10 8v4M10 14.3v.2',
} as const;
export type Icon = keyof typeof PATHS;

const SVG = 'http://www.w3.org/2000/svg';

/** A line icon in the text's colour, hidden from screen readers: the text beside it says the same. */
export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [attribute, value] of [
    ['viewBox', '0 0 20 20'],
    ['class', 'icon'],
    ['aria-hidden', 'true'],
  ] as const)
    svg.setAttribute(attribute, value);
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
