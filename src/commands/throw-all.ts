/** Ends with everything that went wrong, if anything did. */
export const throwAll = (failures: readonly Error[]): void => {
  const [first, ...more] = failures;
  if (first === undefined) return;
  throw more.length === 0 ? first : new AggregateError(failures);
};
