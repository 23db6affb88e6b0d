import type { World } from '../world.ts';
import { commandGroups } from './command-table.ts';
import { argumentsOf } from './complete/arguments.ts';
import { beginning, type Candidates, candidateText, described, onlyThese } from './complete/candidates.ts';
import { valuesOf } from './complete/flag-values.ts';
import { openLiveNames } from './complete/live-names.ts';
import { type Situation, situationOf } from './complete/situation.ts';

/** What shells call `berth __complete` for, by cobra's protocol: candidates line by line, and what else to do. */

const live = async (
  situation: Extract<Situation, { at: 'value' | 'argument' }>,
  world: World,
): Promise<Candidates> => {
  const { word, line } = situation;
  const names = await openLiveNames(line, world);
  try {
    return situation.at === 'value'
      ? await valuesOf(situation.flag, situation.spec, line, names)
      : await argumentsOf(word, line, names);
  } finally {
    await names.close();
  }
};

const candidatesOf = async (situation: Situation, world: World): Promise<Candidates> => {
  switch (situation.at) {
    case 'nothing':
      return onlyThese([]);
    case 'command':
      return described(
        situation.commands.flatMap(({ name, short, hidden }) =>
          hidden === true ? [] : [{ value: name, description: short }],
        ),
      );
    case 'flag': {
      const flags = Object.entries(situation.flags).filter(([, { hidden }]) => hidden !== true);
      return described(flags.map(([long, { description }]) => ({ value: `--${long}`, description })));
    }
    case 'value':
    case 'argument':
      // A shell has no place for errors: what cannot be asked is not completed.
      return live(situation, world).catch(() => onlyThese([]));
  }
};

export const complete = async (
  words: readonly string[],
  world: World,
  isDescribed: boolean,
): Promise<number> => {
  const situation = await situationOf(words, commandGroups);
  const candidates = await candidatesOf(situation, world);
  const word = 'word' in situation ? situation.word : '';
  world.stdout.write(candidateText(beginning(word, candidates), isDescribed));
  return 0;
};
