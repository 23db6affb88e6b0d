import { describe, expect, test } from 'vitest';
import type { Container, PodSpec, ResourceRequirements } from '../../../../../src/model/workload.ts';
import { dnsSettings, extraHosts, hostNames } from '../../../../../src/runtime/docker/pod/network.ts';
import { resourceSettings } from '../../../../../src/runtime/docker/pod/resources.ts';
import {
  checkNonRoot,
  containerUser,
  securitySettings,
  sysctlSettings,
} from '../../../../../src/runtime/docker/pod/security.ts';
import { containerOf, newPodOf } from '../../../../support/circumstances.ts';

describe('resources', () => {
  test.each<[ResourceRequirements, object]>([
    [{}, {}],
    [{ limits: { cpu: '1500m' } }, { CpuPeriod: 100_000, CpuQuota: 150_000, CpuShares: 1_536 }],
    [{ limits: { cpu: 512 } }, { CpuPeriod: 100_000, CpuQuota: 51_200_000, CpuShares: 262_144 }],
    [{ limits: { cpu: '1m' } }, { CpuPeriod: 100_000, CpuQuota: 1_000, CpuShares: 2 }],
    [{ requests: { cpu: '250m', memory: '64Mi' } }, { CpuShares: 256 }],
    [{ limits: { memory: '64Mi' } }, { Memory: 67_108_864, MemorySwap: 67_108_864 }],
    [{ limits: { memory: '1Mi' } }, { Memory: 6_291_456, MemorySwap: 6_291_456 }],
  ])('%j', (resources, settings) => {
    expect(resourceSettings(containerOf({ resources }))).toEqual(settings);
  });
});

const podSpec = (securityContext: PodSpec['securityContext']): PodSpec =>
  newPodOf(securityContext && { securityContext }).spec;
const secured = (securityContext: Container['securityContext']): Container =>
  containerOf(securityContext && { securityContext });

describe('the user of a container', () => {
  test.each<[PodSpec['securityContext'], Container['securityContext'], string | undefined]>([
    [{}, {}, undefined],
    [{ runAsUser: 1000 }, {}, '1000'],
    [{ runAsUser: 1000, runAsGroup: 3000 }, {}, '1000:3000'],
    [{ runAsUser: 1000, runAsGroup: 3000 }, { runAsUser: 0 }, '0:3000'],
    [{}, { runAsGroup: 3000 }, '0:3000'],
  ])('of %j and %j is %s', (pod, container, user) => {
    expect(containerUser(podSpec(pod), secured(container))).toBe(user);
  });

  test.each<[PodSpec['securityContext'], Container['securityContext'], string | undefined, string]>([
    [{ runAsNonRoot: true }, {}, undefined, 'image will run as root'],
    [{ runAsNonRoot: true }, {}, '', 'image will run as root'],
    [{ runAsNonRoot: true }, {}, '0:5', 'image will run as root'],
    [{}, { runAsNonRoot: true }, 'web', 'image has non-numeric user (web), cannot verify user is non-root'],
    [{ runAsNonRoot: true }, { runAsUser: 0 }, '1', 'runAsUser is 0'],
  ])('must not be root: %j and %j with an image of "%s"', (pod, container, imageUser, words) => {
    expect(() => checkNonRoot(podSpec(pod), secured(container), imageUser)).toThrow(words);
  });

  test.each<[PodSpec['securityContext'], Container['securityContext'], string | undefined]>([
    [{ runAsNonRoot: true }, {}, '1000:0'],
    [{ runAsNonRoot: true, runAsUser: 5 }, {}, undefined],
    [{ runAsNonRoot: true }, { runAsNonRoot: false }, undefined],
    [{}, {}, undefined],
  ])('is no root: %j and %j with an image of "%s"', (pod, container, imageUser) => {
    expect(() => checkNonRoot(podSpec(pod), secured(container), imageUser)).not.toThrow();
  });
});

describe('what a container may do', () => {
  test.each<[PodSpec['securityContext'], Container['securityContext'], object]>([
    [{}, {}, {}],
    [{ fsGroup: 7, supplementalGroups: [5, 7] }, {}, { GroupAdd: ['7', '5'] }],
    [
      {},
      { capabilities: { add: ['net_admin', 'CAP_SYS_TIME'], drop: ['all'] } },
      { CapAdd: ['CAP_NET_ADMIN', 'CAP_SYS_TIME'], CapDrop: ['ALL'] },
    ],
    [{}, { privileged: true, readOnlyRootFilesystem: true }, { Privileged: true, ReadonlyRootfs: true }],
    [{}, { allowPrivilegeEscalation: true }, {}],
    [{}, { allowPrivilegeEscalation: false }, { SecurityOpt: ['no-new-privileges'] }],
    [{ seccompProfile: { type: 'Unconfined' } }, {}, { SecurityOpt: ['seccomp=unconfined'] }],
    [
      { seccompProfile: { type: 'Unconfined' } },
      { seccompProfile: { type: 'RuntimeDefault' }, procMount: 'Unmasked' },
      { MaskedPaths: [], ReadonlyPaths: [] },
    ],
  ])('%j and %j', (pod, container, settings) => {
    expect(securitySettings(podSpec(pod), secured(container))).toEqual(settings);
  });
});

describe('names', () => {
  test('of a pod with a subdomain are complete', () => {
    const pod = newPodOf({ hostname: 'db-0', subdomain: 'db' });
    expect(hostNames(pod)).toEqual({ Hostname: 'db-0', Domainname: 'db.shop.svc.cluster.local' });
    const full = newPodOf({ ...pod.spec, setHostnameAsFQDN: true });
    expect(hostNames(full)).toEqual({ Hostname: 'db-0.db.shop.svc.cluster.local' });
  });

  test('are those of the host on its network', () => {
    expect(hostNames(newPodOf({ hostNetwork: true }))).toEqual({});
  });

  test('that the manifest adds are added', () => {
    const hostAliases = [{ ip: '10.0.0.9', hostnames: ['a', 'b'] }, { ip: '::1' }];
    expect(extraHosts(newPodOf({ hostAliases }).spec)).toEqual({ ExtraHosts: ['a:10.0.0.9', 'b:10.0.0.9'] });
  });

  const cluster = { DnsSearch: ['shop.svc.cluster.local'], DnsOptions: ['ndots:1'] };
  const dnsConfig = {
    nameservers: ['10.0.0.53'],
    searches: ['corp.example'],
    options: [{ name: 'ndots', value: '3' }, { name: 'edns0' }],
  };
  test.each<[Partial<PodSpec>, object]>([
    [{}, cluster],
    [{ dnsPolicy: 'ClusterFirst' }, cluster],
    [{ dnsPolicy: 'ClusterFirst', hostNetwork: true }, {}],
    [{ dnsPolicy: 'ClusterFirstWithHostNet', hostNetwork: true }, cluster],
    [{ dnsPolicy: 'Default' }, {}],
    [
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.53'] } },
      { Dns: ['10.0.0.53'], DnsSearch: ['.'] },
    ],
    [
      { dnsPolicy: 'None', dnsConfig },
      { Dns: ['10.0.0.53'], DnsSearch: ['corp.example'], DnsOptions: ['ndots:3', 'edns0'] },
    ],
    [
      { dnsConfig },
      {
        Dns: ['10.0.0.53'],
        DnsSearch: ['shop.svc.cluster.local', 'corp.example'],
        DnsOptions: ['ndots:3', 'edns0'],
      },
    ],
  ])('are looked up as asked: %j', (spec, settings) => {
    expect(dnsSettings(newPodOf(spec))).toEqual(settings);
  });
});

test('sysctls are written with dots', () => {
  const securityContext = { sysctls: [{ name: 'net/core/somaxconn', value: '9' }] };
  expect(sysctlSettings({ containers: [], securityContext })).toEqual({
    Sysctls: { 'net.core.somaxconn': '9' },
  });
});
