import { once } from 'node:events';
import { createServer, type Http2Server } from 'node:http2';

/** gRPC's health service, as far as one call of it goes. */

const SERVING = 1;
const NOT_SERVING = 2;

export const createGrpcHealth = (isServing: (service: string) => boolean): Http2Server => {
  const server = createServer();
  server.on('stream', (stream, headers) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('error', () => undefined);
    stream.on('end', () => {
      const service = Buffer.concat(parts).subarray(7).toString();
      const isCheck =
        headers[':path'] === '/grpc.health.v1.Health/Check' && headers['content-type'] === 'application/grpc';
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': isCheck ? '0' : '12' }));
      stream.end(Buffer.of(0, 0, 0, 0, 2, 8, isCheck && isServing(service) ? SERVING : NOT_SERVING));
    });
  });
  return server;
};

export const portOf = async (server: Http2Server): Promise<number> => {
  server.listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port');
  return address.port;
};
