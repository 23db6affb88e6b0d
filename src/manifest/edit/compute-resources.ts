import { formatQuantity, parseQuantity } from '../../model/quantity.ts';
import type { Resource } from '../../model/resource.ts';
import { isObject, type JsonObject } from '../merge/json.ts';
import { editError } from './edit-error.ts';
import { changeContainers, changePodSpec, CONTAINER_LISTS, containersOf, isNameLike } from './pod-spec.ts';

export type Amounts = ReadonlyMap<string, string>;

/** Reads `cpu=100m,memory=256Mi` for `set resources`. */
export const parseAmounts = (text: string): Amounts => {
  const amounts = new Map<string, string>();
  for (const part of text === '' ? [] : text.split(',')) {
    const [name = '', amount, ...more] = part.split('=');
    if (amount === undefined || more.length > 0) {
      throw editError(`Invalid argument syntax ${part}, expected <resource>=<value>`);
    }
    amounts.set(name, normalised(amount));
  }
  return amounts;
};

const normalised = (amount: string): string => {
  const quantity = parseQuantity(amount);
  if (quantity !== undefined) return formatQuantity(quantity);
  throw editError(
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  );
};

/** The resource with other limits and requests in the containers whose names are like `containers`. */
export const setComputeResources = (
  resource: Resource,
  amounts: { limits: Amounts; requests: Amounts },
  containers: string,
): Resource =>
  changePodSpec(resource, (spec) => {
    const names = CONTAINER_LISTS.flatMap((list) => containersOf(spec, list)).map(({ name }) => String(name));
    if (!names.some((name) => isNameLike(name, containers))) {
      throw editError(`unable to find container named ${containers}`);
    }
    return changeContainers(
      spec,
      (name) => isNameLike(name, containers),
      (container) => {
        const current = isObject(container.resources) ? container.resources : {};
        const resources = {
          ...current,
          ...withAmounts('limits', current, amounts.limits),
          ...withAmounts('requests', current, amounts.requests),
        };
        return { ...container, resources };
      },
    );
  });

const withAmounts = (field: 'limits' | 'requests', current: JsonObject, amounts: Amounts): JsonObject => {
  if (amounts.size === 0) return {};
  const old = current[field];
  return { [field]: { ...(isObject(old) ? old : {}), ...Object.fromEntries(amounts) } };
};
