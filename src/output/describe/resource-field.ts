import type { ResourceFieldRef } from '../../model/env.ts';
import { parseQuantity } from '../../model/quantity.ts';
import type { Container } from '../../model/workload.ts';

const ceilDivide = (amount: bigint, divisor: bigint): bigint => (amount + divisor - 1n) / divisor;

const nanosOf = (amount: string | number | undefined): bigint =>
  parseQuantity(String(amount ?? 0))?.nanos ?? 0n;

/** What a variable holds that names an amount of its container: `limits.cpu`. */
export const resourceFieldText = ({ resource, divisor }: ResourceFieldRef, container: Container): string => {
  const [part, name = ''] = resource.split('.', 2);
  if (part !== 'limits' && part !== 'requests') return '';
  const unit = nanosOf(divisor) || nanosOf(1);
  const value = ceilDivide(nanosOf(container.resources?.[part]?.[name]), unit);
  const isWholeNode = value === 0n && (resource === 'limits.cpu' || resource === 'limits.memory');
  return isWholeNode ? 'node allocatable' : String(value);
};
