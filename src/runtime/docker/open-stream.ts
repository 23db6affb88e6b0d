import { Readable } from 'node:stream';
import type Docker from 'dockerode';

/**
 * The body of an answer as it comes. dockerode's own calls gather some answers first, and read those that look like
 * JSON as such.
 */
export const openStream = (
  docker: Docker,
  path: string,
  query: Readonly<Record<string, string | number | boolean>>,
  signal?: AbortSignal,
): Promise<Readable> =>
  new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        method: 'GET',
        path: `${path}?`,
        options: query,
        isStream: true,
        statusCodes: { 200: true },
        ...(signal && { abortSignal: signal }),
      },
      (error, stream) => (stream instanceof Readable ? resolve(stream) : reject(error)),
    );
  });
