/** A time as Kubernetes writes it: UTC, whole seconds. */
export const timestamp = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
