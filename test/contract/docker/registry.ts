import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';

/**
 * A registry for the engine to pull from, at an address of this machine, where engines ask for no TLS. It has as
 * many images as anyone wants: `pullable-N`. Nobody may pull `private`, and nothing else exists.
 */
export interface Registry {
  host: string;
  close(): Promise<void>;
}

const BLOCK = 512;

/** One file in a tar archive. */
const tarFile = (name: string, content: Buffer): Buffer => {
  const header = Buffer.alloc(BLOCK);
  const octal = (number: number, width: number): string => `${number.toString(8).padStart(width - 1, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8) + octal(0, 8) + octal(content.length, 12) + octal(0, 12), 108);
  header.write(' '.repeat(8) + '0', 148);
  header.write('ustar\u000000', 257);
  header.write(
    octal(
      header.reduce((sum, byte) => sum + byte, 0),
      7,
    ),
    148,
  );
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return Buffer.concat([header, content, padding, Buffer.alloc(2 * BLOCK)]);
};

const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';

interface Image {
  manifest: Buffer;
  blobs: Map<string, Buffer>;
}

/** Large enough for the engine to tell of its progress. */
const LAYER_SIZE = 2_000_000;

const makeImage = (): Image => {
  const tar = tarFile('data', randomBytes(LAYER_SIZE));
  const layer = gzipSync(tar, { level: 0 });
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: { Cmd: ['/data'] },
      rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
    }),
  );
  const part = (mediaType: string, bytes: Buffer) => ({
    mediaType,
    size: bytes.length,
    digest: digestOf(bytes),
  });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      config: part('application/vnd.docker.container.image.v1+json', config),
      layers: [part('application/vnd.docker.image.rootfs.diff.tar.gzip', layer)],
    }),
  );
  return { manifest, blobs: new Map([config, layer].map((blob) => [digestOf(blob), blob])) };
};

const serve = (): RequestListener => {
  const images = new Map<string, Image>();
  return (request, response) => {
    const refuse = (status: number, code: string): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ errors: [{ code, message: code.toLowerCase().replace('_', ' ') }] }));
    };
    const [, name = '', kind, reference = ''] =
      /^\/v2\/([^/]+)\/(manifests|blobs)\/(.+)$/.exec(request.url ?? '') ?? [];
    if (request.url === '/v2/') {
      response.end('{}');
      return;
    }
    if (name === 'private') {
      response.setHeader('www-authenticate', 'Basic realm="registry"');
      refuse(401, 'UNAUTHORIZED');
      return;
    }
    if (!name.startsWith('pullable-')) {
      refuse(404, 'MANIFEST_UNKNOWN');
      return;
    }
    const image = images.get(name) ?? makeImage();
    images.set(name, image);
    const body = kind === 'manifests' ? image.manifest : (image.blobs.get(reference) ?? Buffer.alloc(0));
    response.writeHead(200, {
      'content-type': kind === 'manifests' ? MANIFEST_TYPE : 'application/octet-stream',
      'content-length': body.length,
      'docker-content-digest': digestOf(body),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
};

export const startRegistry = async (): Promise<Registry> => {
  const server = createServer(serve());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the registry has no port');
  return {
    host: `127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
