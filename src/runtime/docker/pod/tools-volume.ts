import { MANAGED } from '../../../model/labels.ts';
import { dig } from '../dig.ts';
import type { Docker } from '../docker.ts';
import { unlessStatus } from '../errors.ts';

const TOOLS = 'berth.dev/tools';
const ID_LENGTH = 12;

/**
 * A volume with the programs of the tools image, for all pods to read. A new volume that is mounted over a folder of
 * an image is filled with that folder when the container is made; it need not start. Each image has its own.
 */
export const ensureTools = async (docker: Docker, image: string): Promise<string> => {
  const { Id: id } = await docker.getImage(image).inspect();
  const name = `berth-tools_${id.replace('sha256:', '').slice(0, ID_LENGTH)}`;
  const present = await docker.getVolume(name).inspect().catch(unlessStatus(404));
  if (present !== undefined) return name;
  const labels = { [MANAGED]: 'true', [TOOLS]: image };
  const driver = { Name: 'local', Options: {} };
  const mount = {
    Type: 'volume',
    Source: name,
    Target: '/bin',
    VolumeOptions: { NoCopy: false, Labels: labels, DriverConfig: driver },
  };
  const made = await docker.post('/containers/create', {
    Image: image,
    Entrypoint: ['never-started'],
    Labels: { [MANAGED]: 'true' },
    HostConfig: { NetworkMode: 'none', Mounts: [mount] },
  });
  await docker.getContainer(String(dig(made, 'Id'))).remove({ force: true });
  return name;
};
