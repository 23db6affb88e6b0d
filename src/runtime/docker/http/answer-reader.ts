/** Reads one HTTP/1.1 answer after the other out of the bytes of a connection, in whatever pieces they come. */

export interface AnswerHead {
  status: number;
  /** What the engine calls the status. */
  reason: string;
  /** By name in lower case. */
  headers: ReadonlyMap<string, string>;
}

export type AwaitedAnswer = 'answer' | 'head' | 'stream';

export interface AnswerListener {
  /** What kind of answer is awaited: one to HEAD has no body, and one to an upgrade makes the rest a stream. */
  awaited: () => AwaitedAnswer;
  onHead: (head: AnswerHead) => void;
  onBody: (bytes: Buffer) => void;
  onEnd: () => void;
}

export interface AnswerReader {
  /** Throws where the bytes are no HTTP. */
  read(bytes: Buffer): void;
  /** The other side has closed the connection. Throws where that cuts an answer short. */
  close(): void;
}

type Expected = 'head' | 'bytes' | 'chunk size' | 'chunk' | 'chunk end' | 'trailer' | 'all to come';

const LINE_END = '\r\n';
const HEAD_END = '\r\n\r\n';
const MAX_HEAD_LENGTH = 65_536;

const parseHead = (text: string): AnswerHead => {
  const [statusLine = '', ...lines] = text.split(LINE_END);
  const [, status, reason = ''] = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(statusLine) ?? [];
  if (status === undefined) throw new Error(`that is no HTTP: ${JSON.stringify(statusLine.slice(0, 80))}`);
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(status), reason, headers };
};

const parseChunkSize = (line: string): number => {
  const [size = ''] = line.split(';');
  if (!/^[\da-f]+$/i.test(size.trim())) throw new Error(`that is no chunk of HTTP: ${JSON.stringify(line)}`);
  return Number.parseInt(size, 16);
};

export const createAnswerReader = ({ awaited, onHead, onBody, onEnd }: AnswerListener): AnswerReader => {
  let expected: Expected = 'head';
  /** Bytes that the body, or the present chunk of it, has to come. */
  let left = 0;
  let unread: Buffer = Buffer.alloc(0);

  const end = (): void => {
    expected = 'head';
    onEnd();
  };

  const take = (length: number): Buffer => {
    const taken = unread.subarray(0, length);
    unread = unread.subarray(length);
    return taken;
  };

  /** Undefined where the end of it has not come yet. */
  const takeUntil = (mark: string): string | undefined => {
    const at = unread.indexOf(mark);
    if (at < 0 && unread.length > MAX_HEAD_LENGTH) throw new Error('that is no HTTP: a line has no end');
    return at < 0 ? undefined : take(at + mark.length).toString('latin1', 0, at);
  };

  const begin = (head: AnswerHead): void => {
    const { status, headers } = head;
    const kind = awaited();
    // 100 Continue and its like announce the answer proper.
    if (status < 200 && status !== 101) return;
    onHead(head);
    const length = headers.get('content-length');
    if (kind === 'stream' && status < 300) expected = 'all to come';
    else if (kind === 'head' || status === 204 || status === 304) end();
    else if (/chunked/i.test(headers.get('transfer-encoding') ?? '')) expected = 'chunk size';
    else if (length === undefined) expected = 'all to come';
    else if (Number(length) === 0) end();
    else {
      expected = 'bytes';
      left = Number(length);
    }
  };

  const passOn = (): boolean => {
    const bytes = take(left);
    left -= bytes.length;
    if (bytes.length > 0) onBody(bytes);
    return left === 0;
  };

  /** Whether it got any further. */
  const step = (): boolean => {
    switch (expected) {
      case 'head': {
        const text = takeUntil(HEAD_END);
        if (text !== undefined) begin(parseHead(text));
        return text !== undefined;
      }
      case 'bytes': {
        if (!passOn()) return false;
        end();
        return true;
      }
      case 'chunk size': {
        const line = takeUntil(LINE_END);
        if (line === undefined) return false;
        left = parseChunkSize(line);
        expected = left === 0 ? 'trailer' : 'chunk';
        return true;
      }
      case 'chunk': {
        if (!passOn()) return false;
        expected = 'chunk end';
        return true;
      }
      case 'chunk end': {
        const line = takeUntil(LINE_END);
        if (line === undefined) return false;
        if (line !== '') throw new Error('that is no HTTP: a chunk is longer than its size');
        expected = 'chunk size';
        return true;
      }
      case 'trailer': {
        const line = takeUntil(LINE_END);
        if (line === '') end();
        return line !== undefined;
      }
      case 'all to come': {
        onBody(take(unread.length));
        return false;
      }
    }
  };

  return {
    read: (bytes) => {
      unread = unread.length === 0 ? bytes : Buffer.concat([unread, bytes]);
      while (unread.length > 0 && step());
    },
    close: () => {
      if (expected === 'all to come') end();
      else if (expected !== 'head' || unread.length > 0) throw new Error('the answer was cut short');
    },
  };
};
