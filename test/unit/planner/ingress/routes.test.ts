import { describe, expect, test } from 'vitest';
import { routesOf } from '../../../../src/planner/ingress/routes.ts';
import { backendOf, ingressOf, pathTo } from '../../../support/ingresses.ts';

const texts = (...ingresses: ReturnType<typeof ingressOf>[]): string[] =>
  routesOf(ingresses).routes.map(
    ({ host, path, exact, backend }) => `${host || '*'}${path}${exact ? ' exactly' : ''}: ${backend.service}`,
  );

const ruleOf = (host: string | undefined, ...paths: string[]) => ({
  ...(host === undefined ? {} : { host }),
  http: { paths: paths.map(pathTo) },
});

describe('the routes of Ingresses', () => {
  test('prefer the longest path, and of two equal ones the exact one', () => {
    const rule = ruleOf(
      undefined,
      'Prefix / to a',
      'Prefix /foo to b',
      'Exact /foo to c',
      'Prefix /foo/bar to d',
    );
    expect(texts(ingressOf({ rules: [rule] }))).toEqual([
      '*/foo/bar: d',
      '*/foo exactly: c',
      '*/foo: b',
      '*/: a',
    ]);
  });

  test('prefer a host that is named to a wildcard, and that to none', () => {
    const rules = [
      ruleOf(undefined, 'Prefix /long/path to a'),
      ruleOf('*.example.com', 'Prefix /longer to b'),
      ruleOf('www.Example.com', 'Prefix / to c'),
    ];
    expect(texts(ingressOf({ rules }))).toEqual([
      'www.example.com/: c',
      '*.example.com/longer: b',
      '*/long/path: a',
    ]);
  });

  test('are those of all Ingresses, of which the oldest counts', () => {
    const young = ingressOf({ rules: [ruleOf('a.com', 'Prefix / to young')] }, 'a', '2026-01-02T00:00:00Z');
    const old = ingressOf({ rules: [ruleOf('a.com', 'Prefix / to old')] }, 'b', '2026-01-01T00:00:00Z');
    expect(texts(young, old)).toEqual(['a.com/: old', 'a.com/: young']);
    const fallbacks = [young, old].map((each) => ({
      ...each,
      spec: { defaultBackend: backendOf(each.metadata.name) },
    }));
    expect(routesOf(fallbacks).fallback?.service).toBe('b');
  });

  test('leave out what is no Service', () => {
    expect(texts(ingressOf({ rules: [{ http: { paths: [{ path: '/', backend: {} }] } }] }))).toEqual([]);
  });
});
