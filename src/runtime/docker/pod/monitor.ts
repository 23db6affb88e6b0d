import type { NewPod } from '../../../model/pod.ts';
import { type Probe, READINESS_PORT } from '../../../model/probe.ts';
import { type Container, DEFAULT_GRACE_SECONDS, type PodSpec } from '../../../model/workload.ts';
import type { HealthConfig, HostConfig } from '../docker-types.ts';
import { hookLine, prelude, probeLine, shellCommand, STATE_FOLDER, TOOLS_FOLDER } from './shell.ts';

/**
 * Watches over a container from within, as its health check: one small shell that keeps Kubernetes' times and ends
 * when readiness changes, whereupon the engine shows it to everyone and starts the next one. So a probe costs no call
 * of the engine, readiness is known about when it is true, and a container that does not live is ended with nothing
 * resident outside. The engine's restart policy brings it back.
 *
 * What has to outlive one check lies in memory that a restart of the container empties.
 */

const SECOND_NS = 1_000_000_000;
/** The engine waits so long before each check, the first one too. */
const INTERVAL_NS = SECOND_NS / 10;
/** A check says how things are at least this often, should the engine have missed it. */
const REPORT_SECONDS = 600;
/** Longer than any check takes. */
const TIMEOUT_NS = 24 * 3_600 * SECOND_NS;
const STATE_SIZE = '64k';

const period = ({ periodSeconds = 10 }: Probe): number => periodSeconds;
const failures = ({ failureThreshold = 3 }: Probe): number => failureThreshold;
const delay = ({ initialDelaySeconds = 0 }: Probe): number => initialDelaySeconds;
const successes = ({ successThreshold = 1 }: Probe): number => successThreshold;

const preStopLines = ({ spec }: NewPod, container: Container): string => {
  const hook = container.lifecycle?.preStop;
  const grace = spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
  return hook === undefined ? '' : `\n  ${hookLine(hook, container, grace)}`;
};

/**
 * What is about to come up is asked about ten times in its first second, and less often the longer it takes: so it is
 * seen to be ready about when it is, and twenty that start together leave each other some of the machine.
 */
const CLOCK = `now() { $B date +%s; }
soon() {
  age=$(($(now) - began))
  if [ $age -lt 5 ]; then echo 0.$((age + 1)); else echo 1; fi
}
`;

/**
 * Ends the container as the kubelet does: its preStop, SIGTERM to the process that the container is for, SIGKILL when
 * the time is up. That process is the oldest one beside the engine's own init.
 */
const endLines = (pod: NewPod, container: Container): string => `main() {
  own=$($B cat /proc/$$/cgroup); best=; since=
  for d in /proc/[0-9]*; do
    p=\${d#/proc/}
    [ "$p" = 1 ] && continue
    [ "$($B cat $d/cgroup 2>/dev/null)" = "$own" ] || continue
    s=$($B cat $d/stat 2>/dev/null) || continue
    set -- \${s##*) }
    t=\${20}
    if [ -z "$best" ] || [ $t -lt $since ] || { [ $t = $since ] && [ $p -lt $best ]; }; then best=$p; since=$t; fi
  done
  echo $best
}
end() {
  over=$(($(now) + $1))
  m=$(main)${preStopLines(pod, container)}
  kill -TERM $m
  while [ -d /proc/$m ] && [ $(now) -lt $over ]; do $B sleep 1; done
  kill -KILL $m
  exit 1
}
`;

const startup = (pod: NewPod, container: Container): string => {
  const { startupProbe: probe, lifecycle } = container;
  const grace = pod.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
  const hook = lifecycle?.postStart;
  const lines = [
    ...(hook ? [`${hookLine(hook, container, TIMEOUT_NS / SECOND_NS)} || end ${grace}`] : []),
    ...(probe
      ? [
          `startup() { ${probeLine(probe, container)}; }`,
          `until [ $(now) -ge $((began + ${delay(probe)})) ]; do $B sleep 1; done`,
          'until startup; do',
          `  [ $(now) -ge $((began + ${delay(probe) + period(probe) * failures(probe)})) ] && end ${probe.terminationGracePeriodSeconds ?? grace}`,
          '  $B sleep $(soon)',
          'done',
        ]
      : []),
  ];
  return `[ -f $S/begun ] || now > $S/begun
began=$($B cat $S/begun)
if [ ! -f $S/up ]; then
${lines.join('\n')}
  : > $S/up
fi
`;
};

const NEVER = 2 ** 40;

/** What does not become ready at once is asked again soon until it is, and then as often as the probe says. */
const readinessTurn = (probe: Probe, container: Container): string => `
  if [ $t -ge $nr ]; then
    if ${probeLine(probe, container)}; then
      rf=0; rs=$((rs + 1))
      [ $ready = 0 ] && [ $rs -ge ${successes(probe)} ] && leave 1
    else
      rs=0; rf=$((rf + 1))
      [ $ready = 1 ] && [ $rf -ge ${failures(probe)} ] && leave 0
    fi
    nr=$((t + ${period(probe)}))
    young=; [ -f $S/was ] || [ $rs != 0 ] || young=1
  fi`;

/**
 * The proxies of Services cannot run a command in here. So a small server tells them what it said, whether a berth
 * runs or not. It lives as long as the container.
 */
const tellLines = ({ spec }: NewPod, { readinessProbe }: Container): string =>
  readinessProbe?.exec === undefined || spec.hostNetwork === true
    ? 'tell() { :; }\n'
    : `tell() { echo $1 > $S/told; }
[ -f $S/told ] || { tell down; $B nc -ll -p ${READINESS_PORT} -e $B cat $S/told </dev/null >/dev/null 2>&1 & }
`;

const livenessTurn = (pod: NewPod, probe: Probe, container: Container): string => {
  const { terminationGracePeriodSeconds: pods } = pod.spec;
  const grace = probe.terminationGracePeriodSeconds ?? pods ?? DEFAULT_GRACE_SECONDS;
  return `
  if [ $t -ge $nl ]; then
    if ${probeLine(probe, container)}; then lf=0; else lf=$((lf + 1)); fi
    [ $lf -ge ${failures(probe)} ] && end ${grace}
    nl=$((t + ${period(probe)}))
  fi`;
};

const script = (pod: NewPod, container: Container): string => {
  const { readinessProbe, livenessProbe } = container;
  const begins = (probe: Probe | undefined) => (probe ? `$((began + ${delay(probe)}))` : NEVER);
  return `${prelude(pod.spec.hostNetwork === true)}${CLOCK}${endLines(pod, container)}${startup(pod, container)}${tellLines(pod, container)}ready=0; [ -f $S/ready ] && ready=1
rs=0; rf=0; lf=0; young=; nr=${begins(readinessProbe)}; nl=${begins(livenessProbe)}
[ -f $S/live ] && read lf nl < $S/live
leave() {
  echo $lf $nl > $S/live
  if [ $1 = 1 ]; then : > $S/ready; : > $S/was; tell up; else $B rm -f $S/ready; tell down; fi
  exit $((1 - $1))
}
${readinessProbe ? '' : '[ $ready = 1 ] || leave 1\n'}until=$(($(now) + ${REPORT_SECONDS}))
while :; do
  t=$(now)${readinessProbe ? readinessTurn(readinessProbe, container) : ''}${livenessProbe ? livenessTurn(pod, livenessProbe, container) : ''}
  t=$(now)
  [ $t -ge $until ] && leave $ready
  next=$nr; [ $nl -lt $next ] && next=$nl; [ $until -lt $next ] && next=$until
  if [ $young ]; then nr=$t; $B sleep $(soon); elif [ $next -gt $t ]; then $B sleep $((next - t)); fi
done`;
};

const mayBeEnded = ({ startupProbe, livenessProbe, lifecycle }: Container): boolean =>
  (startupProbe ?? livenessProbe ?? lifecycle?.postStart) !== undefined;

/** There its process is not the first one in any case. */
const sharesProcesses = ({ shareProcessNamespace, hostPID }: PodSpec): boolean =>
  shareProcessNamespace === true || hostPID === true;

const isWatched = (container: Container): boolean =>
  container.readinessProbe !== undefined || mayBeEnded(container);

/** What an image says of its own health counts for nothing, as in Kubernetes. */
const UNWATCHED: HealthConfig = { Test: ['NONE'] };

export const healthCheck = (pod: NewPod, container: Container): HealthConfig =>
  isWatched(container)
    ? {
        Test: ['CMD', ...shellCommand(script(pod, container))],
        Interval: INTERVAL_NS,
        Timeout: TIMEOUT_NS,
        Retries: 1,
      }
    : UNWATCHED;

/**
 * With the engine's own init as its first process a container can be ended from within: the kernel spares the first
 * process of a container what its own siblings send it.
 */
export const monitorSettings = (
  { spec }: NewPod,
  container: Container,
  tools: string | undefined,
): Pick<HostConfig, 'Tmpfs' | 'Mounts' | 'Init'> => {
  if (tools === undefined || (!isWatched(container) && container.lifecycle?.preStop === undefined)) return {};
  return {
    ...(mayBeEnded(container) && !sharesProcesses(spec) && { Init: true }),
    Tmpfs: { [STATE_FOLDER]: `size=${STATE_SIZE},mode=1777` },
    Mounts: [{ Type: 'volume', Source: tools, Target: TOOLS_FOLDER, ReadOnly: true }],
  };
};
