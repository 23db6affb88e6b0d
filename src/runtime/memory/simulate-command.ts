import type { Execution, Output } from '../driver.ts';

const say = async function* (text: string): AsyncGenerator<Output> {
  yield { stream: 'stdout', bytes: new TextEncoder().encode(text) };
};

/** Nothing runs in a simulation, so it says what would. Input is read and forgotten. */
export const simulateCommand = (command: readonly string[]): Execution => ({
  output: say(`Simulated run of: ${command.join(' ')}\n`),
  write: async () => {},
  endInput: () => {},
  resize: async () => {},
  exitCode: async () => 0,
});
