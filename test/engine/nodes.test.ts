import { describe, expect, test } from 'vitest';
import { berthOk, docker } from './berth.ts';
import { podFixture } from './pod-fixture.ts';

describe('the node', () => {
  const fixture = podFixture();

  test('is the machine of the engine, as the engine tells it', async () => {
    const [cpus, bytes, version, kernel] = (
      await docker('info', '--format', '{{.NCPU}} {{.MemTotal}} {{.ServerVersion}} {{.KernelVersion}}')
    )
      .trim()
      .split(' ');
    const node = JSON.parse(await berthOk(['get', 'node', 'docker', '-o', 'json']));
    const amounts = { cpu: cpus, memory: `${Math.floor(Number(bytes) / 1024)}Ki` };
    expect(node.status).toMatchObject({ capacity: amounts, allocatable: amounts });
    expect(node.status.nodeInfo).toMatchObject({
      containerRuntimeVersion: `docker://${version}`,
      kernelVersion: kernel,
    });
    const architecture = (await docker('version', '--format', '{{.Server.Arch}}')).trim();
    expect(node.metadata.labels).toMatchObject({ 'kubernetes.io/arch': architecture });
    expect(await berthOk(['wait', '--for=condition=Ready', 'node/docker'])).toBe(
      'node/docker condition met\n',
    );
  });

  test('shows its pods with what they request, and the address where they reach it', async () => {
    const container = await fixture.run({ containers: [{ resources: { requests: { memory: '64Mi' } } }] });
    const described = await berthOk(['describe', 'node', 'docker']);
    const [pod] = container.split('.');
    expect(described).toMatch(new RegExp(`${pod} +0 \\(0%\\) +0 \\(0%\\) +64Mi \\(0%\\)`));
    const gateway = await docker(
      'network',
      'inspect',
      'berth',
      '--format',
      '{{(index .IPAM.Config 0).Subnet}}',
    );
    const [, , , , , address] = (await berthOk(['get', 'nodes', '-o', 'wide', '--no-headers'])).split(
      / {2,}/,
    );
    expect(address?.split('.').slice(0, 2)).toEqual(gateway.split('.').slice(0, 2));
  });
});
