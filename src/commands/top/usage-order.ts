import { CliError } from '../../model/cli-error.ts';
import type { UsageOrder } from '../../output/usage-table.ts';

export const parseUsageOrder = (text: string): UsageOrder => {
  if (text === '' || text === 'cpu' || text === 'memory') return text;
  throw new CliError('usage', '--sort-by accepts only cpu or memory');
};

/** Accepted for the sake of scripts: there is no metrics API to speak to. */
export const protocolFlag = {
  'use-protocol-buffers': {
    type: 'bool',
    default: true,
    hidden: true,
    description: 'Enables using protocol-buffers to access Metrics API.',
  },
} as const;
