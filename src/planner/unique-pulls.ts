import type { RegistryLogin } from '../model/registry-login.ts';
import type { PlannedStep, Step } from '../model/step.ts';

type Pull = Extract<Step, { kind: 'pullImage' }>;

const loginKey = ({ username, password, identityToken = '' }: RegistryLogin): string =>
  JSON.stringify([username, password, identityToken]);

const united = (pulls: readonly Pull[]): readonly RegistryLogin[] => [
  ...new Map(
    pulls.flatMap(({ logins = [] }) => logins.map((login) => [loginKey(login), login] as const)),
  ).values(),
];

/** One pull of each image, with the logins of all who need it. */
export const uniquePulls = (steps: readonly PlannedStep[]): PlannedStep[] => {
  const pulls = new Map<string, Pull[]>();
  for (const { step } of steps) {
    if (step.kind !== 'pullImage') continue;
    const same = pulls.get(step.image);
    if (same === undefined) pulls.set(step.image, [step]);
    else same.push(step);
  }
  return steps.flatMap((planned): PlannedStep[] => {
    const { step } = planned;
    if (step.kind !== 'pullImage') return [planned];
    const same = pulls.get(step.image) ?? [];
    if (same[0] !== step) return [];
    const logins = united(same);
    return [logins.length === 0 ? planned : { ...planned, step: { ...step, logins } }];
  });
};
