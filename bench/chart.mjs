// Draws what was measured: a group of bars for each measurement, each group to its own scale.
const WIDTH = 640;
const LEFT = 150;
const BAR = 16;
const STEP = 22;
const HEAD = 34;
const ROOM_FOR_TIMES = 90;

/** @param {number} value in milliseconds */
const timeText = (value) => (value < 1_000 ? `${Math.round(value)} ms` : `${(value / 1_000).toFixed(2)} s`);

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const bar = ({ name, median }, index, longest, top) => {
  const y = top + HEAD + index * STEP;
  const length = Math.max(1, ((WIDTH - LEFT - ROOM_FOR_TIMES) * median) / longest);
  const colour = index === 0 ? '#2563eb' : '#94a3b8';
  return [
    `<text x="${LEFT - 8}" y="${y + 12}" text-anchor="end">${escaped(name)}</text>`,
    `<rect x="${LEFT}" y="${y}" width="${length.toFixed(1)}" height="${BAR}" rx="2" fill="${colour}"/>`,
    `<text x="${(LEFT + length + 6).toFixed(1)}" y="${y + 12}">${timeText(median)}</text>`,
  ].join('');
};

/** @param {{ title: string, results: { name: string, median?: number }[] }[]} measurements */
export const chart = (measurements) => {
  let top = 0;
  const groups = measurements.map(({ title, results }) => {
    const shown = results.filter(({ median }) => median !== undefined);
    const longest = Math.max(...shown.map(({ median }) => median));
    const start = top;
    top += HEAD + shown.length * STEP + 8;
    const bars = shown.map((result, index) => bar(result, index, longest, start));
    return `<text x="0" y="${start + 22}" font-weight="bold">${escaped(title)}</text>${bars.join('')}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="#ffffff"/>
${groups.join('\n')}
</svg>
`;
};
