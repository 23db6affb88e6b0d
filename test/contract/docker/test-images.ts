import { docker } from './docker-command.ts';

/** Images that live as the contract wants, made of the tools image that `npm run engine` gives every machine. */

/** Has a shell. */
export const TOOLS = 'busybox:musl';

const SCRIPTS = {
  forever: "trap 'exit 0' TERM; while :; do sleep 3600 & wait; done",
  'ignores-term': "trap '' TERM; while :; do sleep 3600 & wait; done",
  succeeds: 'sleep 0.2',
  fails: 'sleep 0.2; exit 3',
  // The engine reads the two streams apart, so it knows their order only by their times.
  'writes-and-fails': 'echo one; sleep 0.1; echo two >&2; sleep 0.1; echo three; sleep 0.1; exit 3',
  writes:
    "trap 'exit 0' TERM; echo one; sleep 0.1; echo two >&2; sleep 0.1; echo three; while :; do sleep 3600 & wait; done",
} as const;

type Behaviour = keyof typeof SCRIPTS;

const nameOf = (behaviour: Behaviour): string => `berth-contract/${behaviour}:1`;

const makeImage = async (behaviour: Behaviour): Promise<string> => {
  const name = nameOf(behaviour);
  if ((await docker('image', 'ls', '--quiet', name)) !== '') return name;
  const container = await docker('create', TOOLS);
  const command = JSON.stringify(['sh', '-c', SCRIPTS[behaviour]]);
  await docker('commit', '--change', `CMD ${command}`, container, name);
  await docker('rm', container);
  return name;
};

export const makeImages = async (): Promise<Record<Behaviour, string>> => ({
  forever: await makeImage('forever'),
  'ignores-term': await makeImage('ignores-term'),
  succeeds: await makeImage('succeeds'),
  fails: await makeImage('fails'),
  writes: await makeImage('writes'),
  'writes-and-fails': await makeImage('writes-and-fails'),
});
