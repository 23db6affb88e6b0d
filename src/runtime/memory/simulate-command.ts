import type { PodRef } from '../../model/pod.ts';
import type { Attachment, Execution, Output } from '../driver.ts';

const say = async function* (text: string): AsyncGenerator<Output> {
  yield { stream: 'stdout', bytes: new TextEncoder().encode(text) };
};

/** Nothing runs in a simulation, so it says what would. Input is read and forgotten. */
const simulate = (text: string): Attachment => ({
  output: say(text),
  write: async () => {},
  endInput: () => {},
  resize: async () => {},
});

export const simulateCommand = (command: readonly string[]): Execution => ({
  ...simulate(`Simulated run of: ${command.join(' ')}\n`),
  exitCode: async () => 0,
});

export const simulateAttachment = ({ name }: Pick<PodRef, 'name'>): Attachment =>
  simulate(`Simulated attachment to ${name}\n`);

export const simulateDebugger = (image: string, command: readonly string[]): Attachment =>
  simulate(`Simulated run of ${image}: ${command.join(' ')}\n`);
