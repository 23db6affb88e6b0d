import { formatPath, type FieldPath } from '../../model/field-path.ts';
import { nearest } from '../../model/nearest.ts';
import { isConfidential, type Report } from '../document.ts';
import { isAbsent, isObject, showText, type JsonObject } from '../json-value.ts';
import {
  integer,
  notAnObject,
  oneOf,
  scalarChecks,
  wrongType,
  type ScalarCheck,
  type ValueFault,
} from './scalars.ts';
import { fieldsOf, type Field, type Fields, type Shape } from './shapes.ts';

interface Walk {
  readonly kind: string;
  readonly report: Report;
  /** Changed in place while the object is walked; findings take copies. */
  readonly path: (string | number)[];
  /** The fields of the objects on the way down, for telling where a misplaced field belongs. */
  readonly above: { readonly path: FieldPath; readonly fields: Fields }[];
  /** Within status nothing is missed: the server writes it. */
  inStatus: boolean;
}

/** Checks an object against the fields that Kubernetes gives its kind. */
export const checkSchema = (object: JsonObject, kind: string, report: Report): void => {
  checkObject(object, kind, { kind, report, path: [], above: [], inStatus: false });
};

const checkObject = (object: JsonObject, type: string, walk: Walk): void => {
  const fields = fieldsOf(type);
  const here = { path: [...walk.path], fields };
  walk.above.push(here);
  for (const [name, value] of Object.entries(object)) {
    const field = fields.get(name);
    if (field === undefined) {
      reportUnknown(name, fields, walk);
    } else if (!isAbsent(value)) {
      const isStatus = name === 'status' && walk.path.length === 0;
      walk.path.push(name);
      checkShape(value, field.shape, isStatus ? { ...walk, inStatus: true } : walk, field.required);
      walk.path.pop();
    }
  }
  for (const field of fields.values()) {
    if (field.required && !walk.inStatus && isAbsent(object[field.name])) reportMissing(field, walk);
  }
  walk.above.pop();
};

const checkShape = (value: unknown, shape: Shape, walk: Walk, isRequired: boolean): void => {
  switch (shape.form) {
    case 'object':
      if (isObject(value)) checkObject(value, shape.type, walk);
      else reportFault(notAnObject(value), walk);
      return;
    case 'list':
      if (Array.isArray(value)) checkItems(value, shape.of, walk);
      else
        reportFault(
          wrongType(value, 'a list', isObject(value) ? 'start each item with "- "' : undefined),
          walk,
        );
      return;
    case 'map':
      if (isObject(value)) checkEntries(value, shape, walk);
      else reportFault(notAnObject(value), walk);
      return;
    case 'enum':
    case 'integer':
    case 'scalar':
      checkScalar(value, shape, walk, isRequired);
  }
};

const checkItems = (items: readonly unknown[], shape: Shape, walk: Walk): void => {
  for (const [index, item] of items.entries()) {
    walk.path.push(index);
    // Kubernetes reads an empty item as an empty value of its type.
    if (!isAbsent(item)) checkShape(item, shape, walk, true);
    else if (shape.form === 'object') checkObject({}, shape.type, walk);
    walk.path.pop();
  }
};

const checkEntries = (map: JsonObject, shape: Extract<Shape, { form: 'map' }>, walk: Walk): void => {
  const checkKey = shape.key === undefined ? undefined : scalarChecks[shape.key];
  for (const [key, value] of Object.entries(map)) {
    walk.path.push(key);
    const fault = checkKey?.(key);
    if (fault !== undefined) reportFault(fault, walk, 'key');
    if (!isAbsent(value)) checkShape(value, shape.of, walk, false);
    walk.path.pop();
  }
};

const checks = new Map<Shape, ScalarCheck>();

const checkOf = (shape: Extract<Shape, { form: 'enum' | 'integer' | 'scalar' }>): ScalarCheck => {
  const known = checks.get(shape);
  if (known !== undefined) return known;
  const check =
    shape.form === 'enum'
      ? oneOf(shape.values)
      : shape.form === 'integer'
        ? integer(shape.min, shape.max)
        : scalarChecks[shape.scalar];
  if (check === undefined) throw new Error(`the schema has no check for ${JSON.stringify(shape)}`);
  checks.set(shape, check);
  return check;
};

const checkScalar = (
  value: unknown,
  shape: Extract<Shape, { form: 'enum' | 'integer' | 'scalar' }>,
  walk: Walk,
  isRequired: boolean,
): void => {
  // To Kubernetes empty text is the same as none.
  if (value === '' && shape.form !== 'integer') {
    const isFree = shape.form === 'scalar' && (shape.scalar === 'string' || shape.scalar === 'labelValue');
    if (isRequired && !isFree) reportFault({ code: 'required', message: 'Required value' }, walk);
    return;
  }
  const fault = checkOf(shape)(value);
  if (fault !== undefined) reportFault(fault, walk);
};

const reportFault = (fault: ValueFault, walk: Walk, part: 'key' | 'value' = 'value'): void => {
  const isPrivate = part === 'value' && isConfidential(walk.kind, walk.path);
  const message = isPrivate ? (fault.discreet ?? fault.message) : fault.message;
  walk.report({
    code: fault.code,
    path: [...walk.path],
    part,
    message: `${formatPath(walk.path)}: ${message}`,
    ...(fault.hint === undefined ? {} : { hint: fault.hint }),
  });
};

const reportMissing = (field: Field, walk: Walk): void => {
  const path = [...walk.path, field.name];
  walk.report({ code: 'required', path, message: `${formatPath(path)}: Required value` });
};

const reportUnknown = (name: string, fields: Fields, walk: Walk): void => {
  const path = [...walk.path, name];
  const hint = unknownHint(name, fields, walk);
  walk.report({
    code: 'unknownField',
    path,
    part: 'key',
    message: `unknown field ${showText(formatPath(path))}`,
    ...(hint === undefined ? {} : { hint }),
  });
};

/** A field of that very name near by says more than one whose name only looks alike. */
const unknownHint = (name: string, fields: Fields, walk: Walk): string | undefined => {
  const sameLetters = [...fields.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
  const around = sameLetters === undefined ? placeAbove(name, walk) : undefined;
  if (around !== undefined) return `${name} belongs to ${around}`;
  const meant = sameLetters ?? nearest(name, fields.keys());
  if (meant !== undefined) return `did you mean ${JSON.stringify(meant)}?`;
  const below = placeBelow(name, fields, walk.path);
  return below === undefined ? undefined : `${name} belongs to ${below}`;
};

const placeAbove = (name: string, walk: Walk): string | undefined => {
  const place = walk.above
    .slice(0, -1)
    .reverse()
    .find(({ fields }) => fields.has(name));
  if (place === undefined) return undefined;
  return place.path.length === 0 ? 'the top level' : formatPath(place.path);
};

/** How far down a field may have slipped: `spec.containers` of a Deployment belongs two levels deeper. */
const MAX_SLIP = 2;

/** The nearest place in the objects below where a field of that name would be right. */
const placeBelow = (name: string, fields: Fields, path: FieldPath, depth = 1): string | undefined => {
  const inner = [...fields.values()].flatMap(({ name: field, shape }) =>
    shape.form === 'object' && field !== 'status'
      ? [{ path: [...path, field], fields: fieldsOf(shape.type) }]
      : [],
  );
  const found = inner.find((place) => place.fields.has(name));
  if (found !== undefined) return formatPath(found.path);
  if (depth === MAX_SLIP) return undefined;
  for (const place of inner) {
    const deeper = placeBelow(name, place.fields, place.path, depth + 1);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
};
