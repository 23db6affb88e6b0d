/** What all configurations have in common. */

/** The longest that HAProxy can wait, nearly: a stream may be silent for as long as its two ends like. */
const NEVER = '24d';

/**
 * An idle connection of a client is closed after this long, so that after a change of configuration the connections
 * that still follow the old one come to an end. No timer that people choose fires after just as long.
 */
const IDLE = '3500ms';

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
];

/** How requests are passed on. */
export const httpServerLines = [
  // A request that may have had an effect is sent once only.
  '  retry-on conn-failure empty-response',
  '  http-request disable-l7-retry unless { method GET HEAD OPTIONS PUT DELETE TRACE }',
];
