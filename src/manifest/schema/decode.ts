import { parseQuantity, formatQuantity } from '../../model/quantity.ts';
import { isAbsent, isObject, type JsonObject } from '../json-value.ts';
import { fieldsOf, type Shape } from './shapes.ts';

/**
 * An object as Kubernetes has it after reading: without the fields that it does not know and those that hold
 * nothing, and with each amount written in the one way in which Kubernetes writes it.
 */
export const decodeObject = (object: JsonObject, type: string): JsonObject => {
  const fields = fieldsOf(type);
  const decoded: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    const field = fields.get(name);
    if (field !== undefined && !isAbsent(value)) decoded[name] = decode(value, field.shape);
  }
  return decoded;
};

const decode = (value: unknown, shape: Shape): unknown => {
  switch (shape.form) {
    case 'object':
      return isObject(value) ? decodeObject(value, shape.type) : value;
    case 'list':
      return Array.isArray(value) ? value.map((item) => decodeItem(item, shape.of)) : value;
    case 'map':
      return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decodeItem(item, shape.of)]))
        : value;
    case 'scalar':
      return shape.scalar === 'quantity' ? canonicalQuantity(value) : value;
    case 'enum':
    case 'integer':
      return value;
  }
};

/** An item or entry that holds nothing stays, as the empty value of its type. */
const decodeItem = (value: unknown, shape: Shape): unknown => {
  if (!isAbsent(value)) {
    const isResource = shape.form === 'scalar' && shape.scalar === 'quantity';
    return isResource ? canonicalQuantity(value, MILLI) : decode(value, shape);
  }
  if (shape.form === 'object' || shape.form === 'map') return {};
  if (shape.form === 'list') return [];
  return shape.form === 'integer' ? 0 : '';
};

/** In lists of resources nothing finer than a thousandth is kept; it is rounded up. */
const MILLI = 1_000_000n;

const canonicalQuantity = (value: unknown, nanosKept = 1n): unknown => {
  const isAmount = typeof value === 'string' || typeof value === 'number';
  const quantity = isAmount ? parseQuantity(String(value)) : undefined;
  if (quantity === undefined) return value;
  const rest = quantity.nanos % nanosKept;
  return formatQuantity(rest > 0n ? { ...quantity, nanos: quantity.nanos - rest + nanosKept } : quantity);
};
