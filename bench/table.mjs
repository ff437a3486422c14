// Rows as Markdown, and the arithmetic of repeated measurements.

/** Prints `{ title, note, columns, rows }` as a Markdown table. */
export function print({ title, note, columns, rows }) {
  console.log(`\n## ${title}`);
  if (note) console.log(`${note}\n`);
  console.log(`| ${columns.join(" | ")} |`);
  console.log(`|${columns.map(() => " --- |").join("")}`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
}

/** The middle value, the lower of two. */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/**
 * Measures `ours` and `theirs` by turns, every second round the other way round, so that neither always finds the
 * quieter machine; gives the median of each and of the rounds' ratios, ours divided by theirs.
 */
export async function paired(rounds, ours, theirs) {
  const values = { ours: [], theirs: [], ratio: [] };
  for (let round = 0; round < rounds; round++) {
    const second = round % 2 === 1 ? await theirs() : undefined;
    const own = await ours();
    const peer = second ?? (await theirs());
    values.ours.push(own);
    values.theirs.push(peer);
    values.ratio.push(own / peer);
  }
  return { ours: median(values.ours), theirs: median(values.theirs), ratio: median(values.ratio) };
}

export const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
export const kilobytes = (bytes) => `${(bytes / 1e3).toFixed(0)} kB`;
export const ratio = (value) => value.toFixed(2);

const MISSED = "NO";
/** Whether a figure is what is asked for. */
export const against = (holds) => (holds ? "yes" : MISSED);
/** Rows whose figure is not what is asked for. */
export const missed = ({ rows }) => rows.filter((row) => row.at(-1) === MISSED);
