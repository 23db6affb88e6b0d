import type Docker from 'dockerode';

/**
 * A create call. dockerode's own would put all of the body into the URL as well, where a record's megabyte has no
 * place, and would give back only the name of a volume that turns out to exist.
 */
export const postJson = (
  docker: Docker,
  path: string,
  body: object,
  query: Readonly<Record<string, string>> = {},
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        method: 'POST',
        path: `${path}?`,
        options: { _query: query, _body: body },
        statusCodes: { 200: true, 201: true },
      },
      (error, answer) => (error === null ? resolve(answer) : reject(error)),
    );
  });
