/**
 * One call of gRPC's health service, as the bytes of HTTP/2 that ask for it and those that answer well. It is always the
 * same few frames, so nothing that speaks gRPC is needed in a container.
 */

const FRAME = { data: 0, headers: 1, settings: 4 } as const;
const END_STREAM = 1;
const END_HEADERS = 4;
const STREAM = 1;

const frame = (type: number, flags: number, stream: number, payload: Buffer): Buffer => {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header.writeUInt8(type, 3);
  header.writeUInt8(flags, 4);
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
};

/** A message is preceded by whether it is compressed, and its length. */
const message = (content: Buffer): Buffer => {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(content.length, 1);
  return Buffer.concat([prefix, content]);
};

const text = (value: string): Buffer => Buffer.concat([Buffer.of(value.length), Buffer.from(value)]);

/** By the numbers that HPACK has for common names, and without its compression. */
const HEADERS = Buffer.concat([
  Buffer.of(0x83, 0x86, 0x04),
  text('/grpc.health.v1.Health/Check'),
  Buffer.of(0x01),
  text('localhost'),
  Buffer.of(0x0f, 0x10),
  text('application/grpc'),
  Buffer.of(0x00),
  text('te'),
  text('trailers'),
]);

/** Lengths of more than a byte's seven bits. */
const varint = (number: number): number[] =>
  number < 0x80 ? [number] : [(number % 0x80) + 0x80, ...varint(Math.floor(number / 0x80))];

export const grpcRequest = (service: string): Buffer => {
  const name = Buffer.from(service);
  const field = service === '' ? Buffer.alloc(0) : Buffer.from([0x0a, ...varint(name.length), ...name]);
  return Buffer.concat([
    Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    frame(FRAME.settings, 0, 0, Buffer.alloc(0)),
    frame(FRAME.headers, END_HEADERS, STREAM, HEADERS),
    frame(FRAME.data, END_STREAM, STREAM, message(field)),
  ]);
};

/** `status: SERVING`, which comes before the trailers. */
export const GRPC_SERVING = frame(FRAME.data, 0, STREAM, message(Buffer.of(0x08, 0x01)));
