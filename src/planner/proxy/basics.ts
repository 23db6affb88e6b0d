import type { Protocol } from './protocol.ts';

/** What all configurations have in common. */

/** The longest that HAProxy can wait, nearly: a stream may be silent for as long as its two ends like. */
const NEVER = '24d';

/**
 * An idle connection of a client is closed after this long, so that after a change of configuration the connections
 * that still follow the old one come to an end. No timer that people choose fires after just as long.
 */
const IDLE = '3500ms';
/** A little less. */
const IDLE_SECONDS_TOLD = 3;

export const globalLines = [
  'global',
  '  log stderr format raw local0 notice',
  '  nbthread 2',
  // Fits into the number of files that engines allow everywhere. More connections wait for their turn.
  '  maxconn 8000',
  // Twice the usual room for headers.
  '  tune.bufsize 32768',
];

export const defaultLines = [
  'defaults',
  '  timeout connect 1s',
  `  timeout client ${NEVER}`,
  `  timeout server ${NEVER}`,
  `  timeout tunnel ${NEVER}`,
  `  timeout http-keep-alive ${IDLE}`,
  // A pod that cannot be connected to has not seen the request: another one gets it.
  '  retries 3',
  '  option redispatch 1',
  // An end that vanished without a word is noticed all the same.
  '  option clitcpka',
  '  option srvtcpka',
];

/** How clients that speak http are met. */
export const httpClientLines = [
  '  mode http',
  '  option forwardfor',
  // Else a request that comes just when the configuration changes meets a closed connection.
  '  option idle-close-on-response',
  // Clients that heed it let go of an idle connection first, and never send a request on one that is just closed.
  `  http-after-response set-header Keep-Alive timeout=${IDLE_SECONDS_TOLD}`,
];

/**
 * A program may close a connection that nobody uses just as the next request comes, and what must not be sent twice
 * is lost then. So every request of HTTP/1 goes over a connection of its own; HTTP/2 says when it takes no more.
 */
const connectionLines = (protocol: Protocol): string[] =>
  protocol === 'h2' ? [] : ['  option http-server-close'];

/** How requests are passed on. */
export const httpServerLines = (protocol: Protocol): string[] => [
  ...connectionLines(protocol),
  // A request that may have had an effect is sent once only.
  '  retry-on conn-failure empty-response',
  '  http-request disable-l7-retry unless { method GET HEAD OPTIONS PUT DELETE TRACE }',
];
