import type { ContractHarness } from './harness.ts';
import { execContract } from './exec-contract.ts';
import { attachContract } from './attach-contract.ts';
import { debugContract } from './debug-contract.ts';
import { fileContract } from './file-contract.ts';
import { imageContract } from './image-contract.ts';
import { logContract } from './log-contract.ts';
import { logLinesContract } from './log-lines-contract.ts';
import { podContainersContract } from './pod-containers-contract.ts';
import { podCreateContract } from './pod-create-contract.ts';
import { podEndContract } from './pod-end-contract.ts';
import { podFilesContract } from './pod-files-contract.ts';
import { podHoldContract } from './pod-hold-contract.ts';
import { podRunContract } from './pod-run-contract.ts';
import { proxyContract } from './proxy-contract.ts';
import { recordContract } from './record-contract.ts';
import { tunnelContract } from './tunnel-contract.ts';
import { watchContract } from './watch-contract.ts';

/** Every sentence of src/runtime/driver.ts, as tests that any runtime must pass. */
export const runtimeContract = (harness: ContractHarness): void => {
  podCreateContract(harness);
  podContainersContract(harness);
  podFilesContract(harness);
  podHoldContract(harness);
  podRunContract(harness);
  podEndContract(harness);
  proxyContract(harness);
  logContract(harness);
  logLinesContract(harness);
  execContract(harness);
  attachContract(harness);
  debugContract(harness);
  tunnelContract(harness);
  fileContract(harness);
  recordContract(harness);
  imageContract(harness);
  watchContract(harness);
};
