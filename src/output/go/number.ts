/** A floating-point number as Go prints it: the shortest digits, with an exponent below 1e-4 and from 1e+06 on. */
export const goFloat = (value: number): string => {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
};
