/** The fields by which a strategic merge patch says more than plain JSON can. */

/** `replace` or `delete`, for the object that it stands in. */
export const PATCH = '$patch';
export const REPLACE_DIRECTIVE = 'replace';
export const DELETE_DIRECTIVE = 'delete';
/** Kubernetes reserves it and refuses it. */
export const MERGE_DIRECTIVE = 'merge';

/** All fields that the object keeps; what is not listed is cleared. */
export const RETAIN_KEYS = '$retainKeys';
/** `$setElementOrder/ports`: the merge keys of the list `ports`, or its plain values, in their order. */
export const SET_ELEMENT_ORDER = '$setElementOrder';
/** `$deleteFromPrimitiveList/finalizers`: values to be removed from the list `finalizers`. */
export const DELETE_FROM_PRIMITIVE_LIST = '$deleteFromPrimitiveList';

/** `ports` for `$setElementOrder/ports`; nothing where no field is named. */
export const fieldOfDirective = (name: string, prefix: string): string | undefined =>
  name.startsWith(`${prefix}/`) ? name.slice(prefix.length + 1) : undefined;
