import { once } from 'node:events';
import { Duplex, Readable } from 'node:stream';
import { type AnswerHead, type AwaitedAnswer, createAnswerReader } from './answer-reader.ts';

/** What carries bytes to the engine and back: a socket, TLS, or the pipes of a program. */
export type Line = Duplex & { ref(): unknown; unref(): unknown };

export interface HttpAnswer extends AnswerHead {
  /** Holds the connection until it has been read or destroyed. A Duplex where a stream was awaited. */
  body: Readable;
}

/** One exchange at a time. */
export interface Connection {
  exchange(
    request: AsyncIterable<Buffer>,
    awaited: AwaitedAnswer,
    signal: AbortSignal | undefined,
  ): Promise<HttpAnswer>;
  close(): void;
}

interface ConnectionListener {
  /** It can be used again. */
  onFree: () => void;
  onGone: () => void;
}

interface Exchange {
  awaited: AwaitedAnswer;
  onAnswer(answer: HttpAnswer): void;
  onFailure(error: unknown): void;
  /** Lets go of the signal. */
  forget(): void;
  body?: Readable;
  isSent: boolean;
  /** To the end. */
  isAnswered: boolean;
}

const hangUp = (): Error =>
  Object.assign(new Error('the engine has closed the connection'), { code: 'ECONNRESET' });

export const createConnection = (line: Line, { onFree, onGone }: ConnectionListener): Connection => {
  let current: Exchange | undefined;
  let isLast = false;

  const takeCurrent = (): Exchange | undefined => {
    const taken = current;
    current = undefined;
    taken?.forget();
    return taken;
  };

  const fail = (error: unknown): void => {
    const failed = takeCurrent();
    line.destroy();
    onGone();
    failed?.body?.destroy(error instanceof Error ? error : new Error(String(error)));
    failed?.onFailure(error);
  };

  const bodyFor = (exchange: Exchange): Readable => {
    const reading = {
      read: () => void line.resume(),
      destroy: (error: Error | null, done: (error?: Error | null) => void) => {
        if (current === exchange) fail(error ?? hangUp());
        // What is written after the end of the answer is lost, and no error.
        done(exchange.isAnswered ? null : error);
      },
    };
    const body =
      exchange.awaited === 'stream'
        ? new Duplex({
            ...reading,
            // What the other side reads no more is lost. Its own end says why.
            write: (bytes, encoding, done) => void line.write(bytes, encoding, () => done()),
            final: (done) => void line.end(() => done()),
          })
        : new Readable(reading);
    // Trouble is met by whoever reads.
    return body.on('error', () => undefined);
  };

  const reader = createAnswerReader({
    awaited: () => current?.awaited ?? 'answer',
    onHead: (head) => {
      if (current === undefined) throw new Error('the engine answers what nobody asked');
      isLast = head.headers.get('connection')?.toLowerCase() === 'close';
      current.body = bodyFor(current);
      current.onAnswer({ ...head, body: current.body });
    },
    onBody: (bytes) => {
      if (current?.body?.push(bytes) === false) line.pause();
    },
    onEnd: () => {
      const ended = takeCurrent();
      // An answer may come before the request has been read to its end, which leaves the rest in the way.
      if (isLast || line.readableEnded || ended?.isSent !== true) {
        line.destroy();
        onGone();
      } else {
        line.resume();
        line.unref();
        onFree();
      }
      if (ended === undefined) return;
      ended.isAnswered = true;
      ended.body?.push(null);
    },
  });

  /** What makes no sense as an answer ends the connection. */
  const orFail = (read: () => void): void => {
    try {
      read();
    } catch (error) {
      fail(error);
    }
  };

  const send = async (request: AsyncIterable<Buffer>, exchange: Exchange): Promise<void> => {
    for await (const part of request) {
      if (current !== exchange) return;
      if (!line.write(part)) await Promise.race([once(line, 'drain'), once(line, 'close')]);
    }
    exchange.isSent = true;
  };

  line.on('data', (bytes: Buffer) => orFail(() => reader.read(bytes)));
  line.on('end', () => orFail(() => reader.close()));
  line.on('error', fail);
  line.on('close', () => fail(hangUp()));

  return {
    exchange: (request, awaited, signal) =>
      new Promise((resolve, reject) => {
        const abort = (): void => fail(signal?.reason);
        signal?.addEventListener('abort', abort, { once: true });
        const forget = (): void => signal?.removeEventListener('abort', abort);
        const exchange = {
          awaited,
          onAnswer: resolve,
          onFailure: reject,
          forget,
          isSent: false,
          isAnswered: false,
        };
        line.ref();
        current = exchange;
        send(request, exchange).catch((error: unknown) => {
          if (current === exchange) fail(error);
        });
      }),
    close: () => line.destroy(),
  };
};
