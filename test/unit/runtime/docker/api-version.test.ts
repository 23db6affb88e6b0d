import { expect, test } from 'vitest';
import { chooseApiVersion } from '../../../../src/runtime/docker/api-version.ts';

test.each([
  ['1.41', 'v1.41'],
  ['1.44', 'v1.44'],
  ['1.99', 'v1.50'],
])('an engine that offers %s is spoken to in %s', (offered, chosen) => {
  expect(chooseApiVersion(offered, 'unix:///x')).toBe(chosen);
});

test.each(['1.40', '1.5', '', 'undefined', undefined])('an engine that offers %s is too old', (offered) => {
  expect(() => chooseApiVersion(offered, 'unix:///x')).toThrow(
    /unix:\/\/\/x is too old: berth needs Docker 20\.10/,
  );
});
