import { Agent, request } from 'node:http';

/** Requests without pause over several connections, and what became of each of them. */
export interface Load {
  /** Ends the load, and tells how many requests were answered with 200 and what befell the others. */
  stop(): Promise<{ answered: number; lost: string[] }>;
}

const ask = (url: string, agent: Agent): Promise<string> =>
  new Promise((resolve) => {
    request(url, { agent }, (response) => {
      response.on('error', (error) => resolve(error.message));
      response.on('end', () => resolve(response.statusCode === 200 ? 'ok' : `status ${response.statusCode}`));
      response.resume();
    })
      .on('error', (error) => resolve(error.message))
      .end();
  });

export const startLoad = (url: string, connections: number, keepAlive: boolean): Load => {
  const agent = new Agent({ keepAlive, maxSockets: connections });
  const lost: string[] = [];
  let answered = 0;
  const stopping = new AbortController();
  const client = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const outcome = await ask(url, agent);
      if (outcome === 'ok') answered++;
      else lost.push(outcome);
    }
  };
  const clients = Array.from({ length: connections }, client);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(clients);
      agent.destroy();
      return { answered, lost };
    },
  };
};
