import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Entry {
  version?: string;
  link?: boolean;
  integrity?: string;
  os?: string[];
  optionalDependencies?: Record<string, string>;
}

const packagesOf = (): Record<string, Entry> => {
  const file = join(__dirname, '..', '..', 'package-lock.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> }).packages;
};

test('the lock file has every optional package of every platform, so that npm ci takes it anywhere', () => {
  const packages = packagesOf();
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => path !== '' && !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

test('every package in the lock file has an integrity hash', () => {
  const without = Object.entries(packagesOf()).filter(
    ([path, { link, integrity }]) => path !== '' && link !== true && !/^sha512-/.test(integrity ?? ''),
  );
  expect(without.map(([path]) => path)).toEqual([]);
});
