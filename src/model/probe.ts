/** How the health of a container is asked for, and what is done at the ends of its life. */

export interface HttpGet {
  path?: string;
  port: number | string;
  host?: string;
  scheme?: 'HTTP' | 'HTTPS';
  httpHeaders?: { name: string; value: string }[];
}

export interface TcpSocket {
  port: number | string;
  host?: string;
}

export interface Grpc {
  port: number;
  service?: string;
}

export interface Action {
  exec?: { command?: string[] };
  httpGet?: HttpGet;
  tcpSocket?: TcpSocket;
}

export interface Probe extends Action {
  grpc?: Grpc;
  initialDelaySeconds?: number;
  timeoutSeconds?: number;
  periodSeconds?: number;
  successThreshold?: number;
  failureThreshold?: number;
  terminationGracePeriodSeconds?: number;
}

/**
 * What a command inside a container finds out is told here to whoever asks the pod: a line with `up` or `down`. Above
 * the ports that engines and kernels give out by themselves.
 */
export const READINESS_PORT = 65_500;

export interface LifecycleHook extends Action {
  sleep?: { seconds: number };
}

export interface Lifecycle {
  postStart?: LifecycleHook;
  preStop?: LifecycleHook;
  /** Which signal asks the container to end, where the image's own is not meant. */
  stopSignal?: string;
}
