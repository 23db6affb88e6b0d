/** What the engine's API takes and gives, as far as berth reads and writes it. */

export interface ContainerInfo {
  Id: string;
  Names: string[];
  Image: string;
  ImageID?: string;
  /** In seconds. */
  Created: number;
  State: string;
  Status: string;
  Labels: Record<string, string>;
  Ports: { PrivatePort: number; PublicPort?: number; Type: string; IP?: string }[];
  NetworkSettings?: { Networks?: Record<string, JoinedNetwork> };
}

export interface ContainerInspectInfo {
  Id: string;
  Name: string;
  Created: string;
  RestartCount: number;
  State: {
    Status: string;
    Running: boolean;
    Paused: boolean;
    Restarting: boolean;
    ExitCode: number;
    OOMKilled: boolean;
    /** Why it could not be started. */
    Error?: string;
    StartedAt: string;
    FinishedAt: string;
  };
  Config: { Image: string; User: string; WorkingDir?: string; Tty: boolean; Labels?: Record<string, string> };
  NetworkSettings: { Networks: Record<string, JoinedNetwork> };
}

export interface ExecInspectInfo {
  Running: boolean;
  ExitCode: number | null;
}

export interface ImageInspectInfo {
  RepoDigests?: string[] | null;
  Id: string;
  Config: { User: string };
}

export interface NetworkInspectInfo {
  Id: string;
  Name: string;
  Created: string;
  Labels?: Record<string, string>;
  IPAM?: { Config?: { Subnet?: string }[] };
}

export interface VolumeInspectInfo {
  Name: string;
  /** Where it is on the engine's machine. */
  Mountpoint: string;
  Labels?: Record<string, string> | null;
  CreatedAt?: string;
}

export interface VersionInfo {
  Version: string;
  ApiVersion: string;
  Os: string;
  Arch: string;
  Components: { Name: string }[];
}

export interface EngineInfo {
  /** `linux`, `x86_64` */
  OSType: string;
  Architecture: string;
  NCPU: number;
  MemTotal: number;
  OperatingSystem: string;
  KernelVersion: string;
  ServerVersion: string;
  Name: string;
  ID: string;
}

export interface EndpointSettings {
  IPAMConfig?: { IPv4Address?: string } | null;
  Aliases?: string[] | null;
}

export interface JoinedNetwork extends EndpointSettings {
  /** Empty where it does not run. */
  IPAddress: string;
}

export interface ContainerCreateOptions {
  Image?: string;
  Hostname?: string;
  Domainname?: string;
  User?: string;
  Env?: string[];
  Entrypoint?: string[];
  Cmd?: string[];
  WorkingDir?: string;
  Tty?: boolean;
  OpenStdin?: boolean;
  StdinOnce?: boolean;
  Labels?: Record<string, string>;
  ExposedPorts?: Record<string, object>;
  StopSignal?: string;
  StopTimeout?: number;
  Healthcheck?: HealthConfig;
  HostConfig?: HostConfig;
  NetworkingConfig?: { EndpointsConfig?: Record<string, EndpointSettings> };
}

export interface HealthConfig {
  Test: string[];
  /** Times in nanoseconds. */
  Interval?: number;
  Timeout?: number;
  Retries?: number;
}

export interface MountSettings {
  Type: 'volume' | 'bind';
  Source: string;
  Target: string;
  ReadOnly?: boolean;
  BindOptions?: { Propagation: string };
  VolumeOptions?: {
    NoCopy: boolean;
    Labels: Record<string, string>;
    DriverConfig: { Name: string; Options?: Record<string, string> };
  };
}

export interface HostConfig {
  Binds?: string[];
  Tmpfs?: Record<string, string>;
  Init?: boolean;
  Mounts?: MountSettings[];
  RestartPolicy?: { Name: string };
  PortBindings?: Record<string, object[]>;
  NetworkMode?: string;
  PidMode?: string;
  IpcMode?: string;
  Dns?: string[];
  DnsSearch?: string[];
  DnsOptions?: string[];
  ExtraHosts?: string[];
  CpuPeriod?: number;
  CpuQuota?: number;
  CpuShares?: number;
  Memory?: number;
  MemorySwap?: number;
  GroupAdd?: string[];
  CapAdd?: string[];
  CapDrop?: string[];
  Privileged?: boolean;
  ReadonlyRootfs?: boolean;
  MaskedPaths?: string[];
  ReadonlyPaths?: string[];
  SecurityOpt?: string[];
  Sysctls?: Record<string, string>;
  LogConfig?: { Type: string; Config: Record<string, string> };
}
