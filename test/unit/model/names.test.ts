import { describe, expect, it } from 'vitest';
import {
  checkAnnotationKey,
  checkCidr,
  checkConfigKey,
  checkDns1035Label,
  checkDnsLabel,
  checkDnsSubdomain,
  checkEnvVarName,
  checkIp,
  checkLabelValue,
  checkPathSegment,
  checkPercent,
  checkPortName,
  checkQualifiedName,
  type NameCheck,
} from '../../../src/model/names.ts';

const letters = (count: number): string => 'a'.repeat(count);

const cases: readonly [string, NameCheck, readonly string[], readonly string[]][] = [
  [
    'a DNS label',
    checkDnsLabel,
    ['a', 'ab', 'abc', 'a1', 'a-1', 'a--1--2--b', '0', '01', '1a', '1-a', 'a--1--2--b', letters(63)],
    ['', 'A', 'ABC', 'aBc', '-', 'a-', '-a', '_', 'a_b', '.', 'a.b', ' ', 'a ', 'a b', letters(64)],
  ],
  [
    'a DNS subdomain',
    checkDnsSubdomain,
    ['a', '0', 'a.b', 'a-b.c-d.e-f', '1.2.3.4', 'a1.b2', `${letters(63)}.${letters(63)}`, letters(253)],
    ['', 'A', '-', 'a-', '-a', 'a.', '.a', 'a..b', 'a.-b', 'a_b', 'a b', 'a@b', letters(254)],
  ],
  [
    'a name of a Service',
    checkDns1035Label,
    ['a', 'a1', 'a-1', 'a--b', letters(63)],
    ['', '0', '1a', 'A', '-a', 'a-', 'a.b', 'a_b', letters(64)],
  ],
  ['a name of a Role', checkPathSegment, ['a', 'system:admin', 'A_b', '...'], ['.', '..', 'a/b', 'a%b']],
  [
    'a key of a label',
    checkQualifiedName,
    [
      'simple',
      'now-with-dashes',
      '1-starts-with-num',
      '1234',
      'simple/simple',
      'example.com/a_b.c',
      'A/a'.toLowerCase(),
      letters(63),
      `${letters(253)}/a`,
    ],
    [
      '',
      'nospecialchars%^=@',
      'cantendwithadash-',
      '-cantstartwithadash',
      'only/one/slash',
      'Example.com/abc',
      '/simple',
      'simple/',
      'a b',
      letters(64),
      `${letters(254)}/a`,
    ],
  ],
  ['a key of an annotation', checkAnnotationKey, ['Example.com/Abc', 'a/B'], ['a b', 'a//b']],
  [
    'a value of a label',
    checkLabelValue,
    ['', 'simple', 'A.b_c-d', '1.2', letters(63)],
    ['-a', 'a-', 'a b', 'a/b', 'a:b', letters(64)],
  ],
  [
    'a name of a variable',
    checkEnvVarName,
    ['A', 'my_var', 'my.var', 'my-var', '1', 'a b'],
    ['', 'a=b', 'ä', 'a\n'],
  ],
  [
    'a name of a port',
    checkPortName,
    ['http', 'a', '1a', 'http-alt', 'abcdefghijklmno'],
    ['', '1', '80', 'HTTP', 'a--b', '-a', 'a-', 'a_b', 'abcdefghijklmnop'],
  ],
  [
    'a key of a ConfigMap',
    checkConfigKey,
    ['a', 'A.b-c_d', '.dot', '-dash', letters(253)],
    ['', '.', '..', '..a', 'a b', 'a/b', 'a:b', letters(254)],
  ],
  ['a percentage', checkPercent, ['0%', '25%', '100%', '150%'], ['', '%', '25', '2.5%', '-1%', 'a%']],
  [
    'an IP address',
    checkIp,
    [
      '1.2.3.4',
      '0.0.0.0',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      '2001:db8::ffff',
      '::ffff:1.2.3.4',
      '1:2:3:4:5:6:7:8',
    ],
    [
      '',
      '1.2.3',
      '1.2.3.256',
      '1.2.3.4.5',
      '01.2.3.4',
      'a',
      ':',
      ':::',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '12345::',
      '1.2.3.4/8',
    ],
  ],
  [
    'a CIDR',
    checkCidr,
    ['10.0.0.0/8', '0.0.0.0/0', '2001:db8::/64', '::/0'],
    ['', '10.0.0.0', '10.0.0.0/33', '2001:db8::/129', '10.0.0.0/', '10.0.0.0/8/8', 'a/8'],
  ],
];

describe.each(cases)('%s', (_what, check, right, wrong) => {
  it.each(right.map((text) => [text]))('may be %j', (text) => {
    expect(check(text)).toBeUndefined();
  });

  it.each(wrong.map((text) => [text]))('may not be %j', (text) => {
    expect(check(text)).toBeTypeOf('string');
  });
});
