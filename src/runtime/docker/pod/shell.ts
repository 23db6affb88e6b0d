import type { Action, Grpc, HttpGet, LifecycleHook, Probe, TcpSocket } from '../../../model/probe.ts';
import type { Container } from '../../../model/workload.ts';
import { RuntimeError } from '../../driver.ts';
import { GRPC_SERVING, grpcRequest } from './grpc-check.ts';

/** What probes and hooks do, as lines for the shell of the tools. */

export const TOOLS_FOLDER = '/.berth/tools';
/** Below /dev, which is new at each start: in a folder that is there already, memory gets the rights of that folder. */
export const STATE_FOLDER = '/dev/berth';
const BUSYBOX = `${TOOLS_FOLDER}/busybox`;

export const shellCommand = (script: string): string[] => [BUSYBOX, 'sh', '-c', script];

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** Names of the shell's own would stand before the programs of the image. */
const line = (words: readonly string[]): string => words.map(quoted).join(' ');

const portNumber = (port: number | string, { name, ports = [] }: Container): number => {
  const number = Number(port);
  if (Number.isInteger(number)) return number;
  const named = ports.find((candidate) => candidate.name === port);
  if (named === undefined) {
    throw new RuntimeError('invalid', `container "${name}" has no port named "${String(port)}"`);
  }
  return named.containerPort;
};

/** An address of IPv6 stands in brackets. */
const hostOf = (host = ''): string => {
  if (host === '') return '"$ip"';
  return quoted(host.includes(':') ? `[${host}]` : host);
};

/** Any status from 200 to 399 will do; only the first answer counts, wherever it leads. */
const httpLine = (http: HttpGet, container: Container, seconds: number): string => {
  const { path = '/', port, host, scheme = 'HTTP', httpHeaders = [] } = http;
  const given = httpHeaders.map(({ name, value }) => ` --header ${quoted(`${name}: ${value}`)}`).join('');
  const agent = httpHeaders.some(({ name }) => name.toLowerCase() === 'user-agent')
    ? ''
    : ' -U kube-probe/1.32';
  const secure = scheme === 'HTTPS' ? ' --no-check-certificate' : '';
  const rest = quoted(`:${portNumber(port, container)}${path.startsWith('/') ? path : `/${path}`}`);
  const url = `${scheme.toLowerCase()}://${hostOf(host)}${rest}`;
  return `http ${seconds}${agent}${given}${secure} ${url}`;
};

const tcpLine = ({ port, host }: TcpSocket, container: Container, seconds: number): string =>
  `$B timeout ${seconds} $B nc ${hostOf(host)} ${portNumber(port, container)} -e $B true >/dev/null 2>&1`;

const execLine = (command: readonly string[], seconds: number): string =>
  `$B timeout ${seconds} ${line(command)} >/dev/null 2>&1`;

const actionLine = (action: Action, container: Container, seconds: number): string | undefined => {
  if (action.exec) return execLine(action.exec.command ?? [], seconds);
  if (action.httpGet) return httpLine(action.httpGet, container, seconds);
  return action.tcpSocket && tcpLine(action.tcpSocket, container, seconds);
};

const octal = (bytes: Buffer): string =>
  [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

const grpcLine = ({ port, service = '' }: Grpc, seconds: number): string =>
  `grpc ${seconds} "$ip" ${port} ${quoted(octal(grpcRequest(service)))} ${GRPC_SERVING.toString('hex')}`;

export const probeLine = (probe: Probe, container: Container): string => {
  const seconds = probe.timeoutSeconds ?? 1;
  if (probe.grpc) return grpcLine(probe.grpc, seconds);
  return actionLine(probe, container, seconds) ?? 'true';
};

export const hookLine = (hook: LifecycleHook, container: Container, seconds: number): string => {
  if (hook.sleep) return `$B sleep ${hook.sleep.seconds}`;
  return actionLine(hook, container, seconds) ?? 'true';
};

/** What the lines above rely on. A gRPC server would give up if its client ended its side before the answer is there. */
export const prelude = (isOnHostNetwork: boolean): string => `B=${BUSYBOX}
S=${STATE_FOLDER}
ip=${isOnHostNetwork ? '' : `$($B awk -v h="$($B hostname)" '{ for (i = 2; i <= NF; i++) if ($i == h) a = $1 } END { print a }' /etc/hosts)`}
ip=\${ip:-127.0.0.1}
http() {
  s=$1; shift
  case $($B timeout $s $B wget -S -O /dev/null "$@" 2>&1 | $B awk '$1 ~ /^HTTP\\// { print $2; exit }') in
    2??|3??) return 0 ;;
  esac
  return 1
}
answered() {
  case $($B od -An -v -tx1 $S/answer | $B tr -d ' \\n') in *$1*) return 0 ;; esac
  return 1
}
grpc() {
  : > $S/answer
  {
    $B printf "$4"
    n=$(($1 * 10))
    while [ $n -gt 0 ] && ! answered $5; do $B sleep 0.1; n=$((n - 1)); done
  } 2>/dev/null | $B timeout $1 $B nc "$2" $3 > $S/answer 2>/dev/null
  answered $5
}
`;
