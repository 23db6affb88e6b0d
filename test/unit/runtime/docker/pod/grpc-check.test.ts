import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { GRPC_SERVING, grpcRequest } from '../../../../../src/runtime/docker/pod/grpc-check.ts';
import { createGrpcHealth, portOf } from '../../../../support/grpc-health.ts';

/** What a server answers to the bytes, until it has sent its trailers. */
const answerTo = async (service: string, isServing: (service: string) => boolean): Promise<Buffer> => {
  const server = createGrpcHealth(isServing);
  onTestFinished(() => void server.close());
  const socket = connect(await portOf(server));
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(grpcRequest(service));
  let answer = Buffer.alloc(0);
  while (!answer.includes('grpc-status') && !answer.includes(GRPC_SERVING) && answer.length < 100) {
    const [part]: Buffer[] = await once(socket, 'data');
    answer = Buffer.concat([answer, part ?? Buffer.alloc(0)]);
  }
  return answer;
};

test.each(['', 'shop.Cart', 'a'.repeat(200)])(
  'a server of gRPC understands what it is asked: %s',
  async (name) => {
    const asked: string[] = [];
    const answer = await answerTo(name, (service) => {
      asked.push(service.slice(-name.length || service.length));
      return true;
    });
    expect(asked).toEqual([name]);
    expect(answer.includes(GRPC_SERVING)).toBe(true);
  },
);

test('a service that does not serve does not pass for one that does', async () => {
  const answer = await answerTo('shop.Cart', () => false);
  expect(answer.includes(GRPC_SERVING)).toBe(false);
});
