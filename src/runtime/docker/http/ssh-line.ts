import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { SshDestination } from '../endpoint.ts';
import type { Line } from './connection.ts';

/**
 * A connection to an engine on another machine, through the ssh program, as the docker command makes it. So the
 * user's own ssh configuration, keys, agent and known hosts are what counts.
 */

export const sshArguments = ({ host, user, port, socketPath }: SshDestination): string[] => [
  '-o',
  'ConnectTimeout=30',
  '-T',
  ...(user === undefined ? [] : ['-l', user]),
  ...(port === undefined ? [] : ['-p', port]),
  '--',
  host,
  'docker',
  ...(socketPath === undefined ? [] : ['--host', `unix://${socketPath}`]),
  'system',
  'dial-stdio',
];

const MAX_COMPLAINT_LENGTH = 2_000;

export const connectBySsh = (destination: SshDestination): Line => {
  const child = spawn('ssh', sshArguments(destination), { stdio: ['pipe', 'pipe', 'pipe'] });
  const { stdin, stdout, stderr } = child;
  const connection = new Duplex({
    read: () => stdout.resume(),
    // Where ssh reads no more it has ended, and its end tells why.
    write: (chunk, encoding, done) => stdin.write(chunk, encoding, () => done()),
    final: (done) => stdin.end(done),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  stdin.on('error', () => undefined);
  stdout.on('data', (chunk) => {
    if (!connection.push(chunk)) stdout.pause();
  });
  let complaint = '';
  stderr.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString()).slice(-MAX_COMPLAINT_LENGTH);
  });
  child.once('error', (error) => connection.destroy(new Error(`ssh cannot be started: ${error.message}`)));
  child.once('close', (code) => {
    if (code === 0) connection.push(null);
    else connection.destroy(new Error(`ssh ended with status ${code}: ${complaint.trim()}`));
  });
  const handles = [child, ...[stdin, stdout, stderr].filter((pipe) => pipe instanceof Socket)];
  return Object.assign(connection, {
    ref: () => handles.forEach((handle) => handle.ref()),
    unref: () => handles.forEach((handle) => handle.unref()),
  });
};
