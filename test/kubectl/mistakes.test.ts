import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandEntry } from '../../src/cli/command-spec.ts';
import { commandGroups } from '../../src/commands/command-table.ts';
import { type ApiStandIn, startApiStandIn } from '../support/api-stand-in.ts';
import { hasKubectl, kubectl, withFolder } from '../support/kubectl.ts';
import { inBerth } from '../differential/compare.ts';
import { openSession, splitWords } from '../support/session.ts';

/** What kubectl answers to a flag that is not there, to too few words, and to what nobody knows. */

/** berth says as well which flag or subcommand is near, where kubectl only shows what is near to a command. */
const withoutSuggestions = (text: string): string =>
  text.replaceAll(/\n*Did you mean this\?\n(\t.*\n)+\n?/g, '\n');

/** kubectl's default profile is on its way out; berth keeps it quietly. */
const withoutNotices = (text: string): string => text.replace(/^--profile=legacy is deprecated.*\n/, '');

const pathsOf = async (path: string, entry: CommandEntry): Promise<string[]> => {
  const spec = await entry.load();
  const { subcommands = [] } = spec;
  const below = await Promise.all(subcommands.map((entry) => pathsOf(`${path} ${entry.name}`, entry)));
  return [...(spec.run === undefined ? [] : [path]), ...below.flat()];
};

const entries = commandGroups.flatMap(({ commands }) => commands).filter(({ hidden }) => hidden !== true);
const paths = (await Promise.all(entries.map((entry) => pathsOf(entry.name, entry)))).flat();

const typed = [
  '--nope get pods',
  '--nope=1 get pods',
  '--nope foo',
  '-n x foo',
  '-q get pods',
  'annotate foo x a=b',
  'autoscale foo x --max=2',
  'delete foo x',
  'describe foo',
  'describe foo x',
  'edit foo x',
  'expose foo x --port=80',
  'get foo',
  'get foo x',
  'get foo/x',
  'get pods,foo',
  'get foo.v1.bar x',
  'label foo x a=b',
  'patch foo x -p {}',
  'scale foo x --replicas=1',
  'wait foo/x --for=delete',
  'rollout status foo x',
  'rollout history foo x',
  'rollout restart foo/x',
  'rollout undo foo x',
  'set env foo x A=B',
  'set image foo x a=b',
  'apply view-last-applied foo x',
  'logs foo/x',
  'attach foo/x',
  'port-forward foo/x 80',
  'debug foo/x --image=x',
  'explain foo',
  'top pod x y',
  'config use-context nope',
  'get',
  'get pod nope',
  'get pods nope none',
  'get deploy/nope pod/none',
  'describe pod nope',
  'describe deploy nope',
  'delete pod nope',
  'delete deploy nope none',
  'delete pod',
  'logs nope',
  'logs deploy/nope',
  'attach nope',
  'edit deploy nope',
  'scale deploy nope --replicas=1',
  'scale deploy nope',
  'label pod nope a=b',
  'annotate deploy nope a=b',
  'patch deploy nope -p {}',
  'rollout status deploy nope',
  'rollout status deploy/nope',
  'rollout history deploy/nope',
  'rollout undo deploy/nope',
  'rollout restart deploy/nope',
  'rollout pause deploy/nope',
  'set image deploy/nope a=b',
  'set env deploy/nope A=b',
  'expose deploy nope --port=80',
  'autoscale deploy nope --max=2',
  'wait deploy/nope --for=condition=Available --timeout=1s',
  'wait pod/nope --for=delete --timeout=1s',
  'port-forward nope 80',
  'cp nope:/a /tmp/none/x',
  'debug nope --image=x',
  'rollout stats',
  'create',
  'create deploymen x',
  'config nope',
  'set',
  'set imag a b',
  'apply view',
  'nope',
  'gte pods',
  'deploy',
  'creat deployment x',
  'get pods -o nope',
  'get pods --output=',
  'get pods -o jsonpath={',
  'get pods -A x',
  'get pods --sort-by=',
  'get deploy x/y',
  'get pods/x/y',
  'get pods x/y',
  'get deploy,pods x y z --show-labels',
  'get all x',
  'delete all',
  'delete pods --all -l a=b',
  'delete pod x --grace-period=0 --now',
  'delete',
  'describe',
  'scale --replicas=1',
  'scale deploy x --replicas=-1',
  'scale deploy x --replicas=a',
  'logs',
  'logs a b c',
  'logs a --tail=x',
  'logs a --since=1',
  'logs a --since-time=x',
  'logs -l a=b x',
  'exec',
  'exec x',
  'exec x ls',
  'wait',
  'wait pod/x',
  'wait pod/x --for=nope',
  'wait pod/x --for=condition=',
  'wait pod/x --for=jsonpath',
  'patch',
  'patch deploy x',
  'patch deploy x -p nope',
  'patch deploy x -p {} --type=nope',
  'label',
  'label pod',
  'label pod x',
  'label pod x a',
  'annotate',
  'run',
  'run x',
  'run x --image=X:',
  'expose',
  'expose deploy',
  'rollout status',
  'rollout undo',
  'rollout history',
  'top nope',
  'cp a',
  'cp',
  'port-forward',
  'port-forward x',
  'port-forward x y',
  'explain',
  'apply',
  'apply -f nope.yaml',
  'create -f nope.yaml',
  'delete -f nope.yaml',
  'replace',
  'replace -f nope.yaml',
  'diff',
  'diff -f nope.yaml',
  'autoscale deploy x',
  'autoscale',
  'set image',
  'set env',
  'set resources',
  'edit',
  'kustomize a b',
  'completion',
  'completion nope',
  'api-resources x',
  'api-versions x',
  'version x',
  'get pods --wrong',
  'get pods --namespac=x',
  'get -n x',
  'get pods -Z',
  'get pods --watch=x',
  'get pods --chunk-size=a',
];

const lines = [...paths.map((path) => `${path} --nope`), ...typed];

describe.runIf(hasKubectl)('a mistake', () => {
  let server: ApiStandIn;
  beforeAll(async () => {
    server = await startApiStandIn();
  });
  afterAll(() => server.close());

  test.concurrent.each(lines)('%s', async (line) => {
    const by = await withFolder((folder) =>
      kubectl([...splitWords(line), '--server', server.url, '--cache-dir', folder], { cwd: folder }),
    );
    const session = openSession();
    const { code, stdout, stderr } = await session.berth(line);
    const meant = inBerth({ ...by, stderr: withoutNotices(by.stderr) }, 'errors have no log line');
    expect({ code, stdout, stderr: withoutSuggestions(stderr) }).toEqual({
      ...meant,
      stderr: withoutSuggestions(meant.stderr),
    });
  });
});
