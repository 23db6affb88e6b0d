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

export interface LifecycleHook extends Action {
  sleep?: { seconds: number };
}

export interface Lifecycle {
  postStart?: LifecycleHook;
  preStop?: LifecycleHook;
  /** Which signal asks the container to end, where the image's own is not meant. */
  stopSignal?: string;
}
