import { describe, expect, test } from 'vitest';
import { meetsQuery, parseLabelQuery } from '../../../src/model/label-query.ts';

describe('what Kubernetes accepts means what it means there', () => {
  test.each([
    ['', []],
    ['  ', []],
    ['x=a,y=b,z=c', ['x In a', 'y In b', 'z In c']],
    ['x==a', ['x In a']],
    ['x!=a,y=b', ['x NotIn a', 'y In b']],
    ['x=', ['x In ']],
    ['x= ', ['x In ']],
    ['x=,z= ', ['x In ', 'z In ']],
    ['x', ['x Exists ']],
    ['!x', ['x DoesNotExist ']],
    ['! x , y', ['x DoesNotExist ', 'y Exists ']],
    ['x in (a,b)', ['x In a b']],
    ['x in(b,a),y', ['x In a b', 'y Exists ']],
    ['x notin (a)', ['x NotIn a']],
    ['x in ()', ['x In ']],
    ['x in (,)', ['x In ']],
    ['x in (a,,b)', ['x In  a b']],
    ['x in (,a)', ['x In  a']],
    ['x>1,z<5', ['x Gt 1', 'z Lt 5']],
    ['in in (in),notin', ['in In in', 'notin Exists ']],
    ['in=in', ['in In in']],
    ['\tx\n=\ra ', ['x In a']],
    ['example.com/x=a', ['example.com/x In a']],
  ])('%j', (text, expected) => {
    const found = parseLabelQuery(text);
    expect(found.map(({ key, operator, values }) => `${key} ${operator} ${values.join(' ')}`)).toEqual(
      expected,
    );
  });
});

describe('what Kubernetes refuses is refused in its words', () => {
  test.each([
    ['app in', "unable to parse requirement: found '' expected: '('"],
    ['app in a', "unable to parse requirement: found 'a' expected: '('"],
    ['app in (', "unable to parse requirement: found '', expected: ',', ')' or identifier"],
    ['app in (!a)', "unable to parse requirement: found '!', expected: ',', ')' or identifier"],
    ['app in (a', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['app in (a b)', "unable to parse requirement: found 'b', expected: ',' or ')'"],
    ['app in (a,', "unable to parse requirement: found '', expected: ',', or identifier"],
    ['app in (a,=', "unable to parse requirement: found '=', expected: ',', or identifier"],
    ['app in (a))', "found ')', expected: ',' or 'end of string'"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    ['!!app', "unable to parse requirement: found '!', expected: identifier"],
    ['!app=web', "found '=', expected: ',' or 'end of string'"],
    [',', "found ',', expected: !, identifier, or 'end of string'"],
    ['=web', "found '=', expected: !, identifier, or 'end of string'"],
    ['app=web,', "found '', expected: identifier after ','"],
    ['app=web,,n', "found ',', expected: identifier after ','"],
    ['app=a b', "found 'b', expected: ',' or 'end of string'"],
    ['app web', "unable to parse requirement: found 'web', expected: in, notin, =, ==, !=, gt, lt"],
    ['app!web', "unable to parse requirement: found '!', expected: in, notin, =, ==, !=, gt, lt"],
    ['app===web', "unable to parse requirement: found '=', expected: identifier"],
    ['n<=4', "unable to parse requirement: found '=', expected: identifier"],
    [
      'n>x',
      "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer",
    ],
    [
      'n>99999999999999999999',
      "unable to parse requirement: values[0]: Invalid value: \"99999999999999999999\": for 'Gt', 'Lt' operators, the value must be an integer",
    ],
  ])('%s', (text, message) => {
    expect(() => parseLabelQuery(text)).toThrow(new Error(message));
  });

  test.each([
    ['a/b/c=d', /^unable to parse requirement: <nil>: Invalid value: "a\/b\/c": a qualified name must /],
    ['-a=d', /^unable to parse requirement: <nil>: Invalid value: "-a": name part must consist of /],
    ['/=a', /: prefix part must be non-empty; name part must be non-empty; name part must consist of /],
    ['A.b/c', /: prefix part a lowercase RFC 1123 subdomain must consist of /],
    ['app=-x', /^unable to parse requirement: values\[0\]\[app\]: Invalid value: "-x": a valid label must /],
    ['app in (web,-x)', /: values\[0\]\[app\]: Invalid value: "-x"/],
    [`app=${'a'.repeat(64)}`, /: must be no more than 63 characters$/],
  ])('%s', (text, message) => {
    expect(() => parseLabelQuery(text)).toThrow(message);
  });
});

describe('an object with app=web,n=5', () => {
  const labels = { app: 'web', n: '5' };

  test.each([
    'app',
    'app=web',
    'app!=api',
    'app in (api,web)',
    'n>4',
    'n<6',
    'x!=y',
    '!x',
    'x notin (a)',
    '',
  ])('is selected by %j', (text) => {
    expect(meetsQuery(parseLabelQuery(text), labels)).toBe(true);
  });

  test.each(['!app', 'app=api', 'app!=web', 'app=', 'x', 'x in (a)', 'n>5', 'app>1', 'app=web,x'])(
    'is not selected by %j',
    (text) => {
      expect(meetsQuery(parseLabelQuery(text), labels)).toBe(false);
    },
  );
});
