import { expect, test } from 'vitest';
import { sshArguments } from '../../../../../src/runtime/docker/http/ssh-line.ts';

const PLAIN = { host: 'box', user: undefined, port: undefined, socketPath: undefined };

test.each([
  [PLAIN, '-o ConnectTimeout=30 -T -- box docker system dial-stdio'],
  [
    { host: 'box', user: 'me', port: '2222', socketPath: '/run/user/1000/docker.sock' },
    '-o ConnectTimeout=30 -T -l me -p 2222 -- box docker --host unix:///run/user/1000/docker.sock system dial-stdio',
  ],
])('%o is reached by ssh %s', (destination, args) => {
  expect(sshArguments(destination).join(' ')).toBe(args);
});

test('a host that looks like an option stays a host', () => {
  const args = sshArguments({ ...PLAIN, host: '-oProxyCommand=evil' });
  expect(args.indexOf('--')).toBe(args.indexOf('-oProxyCommand=evil') - 1);
});
