import type { ServicePort } from '../../model/service.ts';

export type Protocol = 'tcp' | 'http' | 'h2';

/** By what the port says of itself: appProtocol where it is given, else its name, as `http-web`. */
export const protocolOf = ({ appProtocol, name = '' }: ServicePort): Protocol => {
  const word = appProtocol?.toLowerCase().replace(/^kubernetes\.io\//, '') ?? name.replace(/-.*$/, '');
  if (word === 'http' || word === 'ws') return 'http';
  return word === 'http2' || word === 'h2c' || word === 'grpc' ? 'h2' : 'tcp';
};
