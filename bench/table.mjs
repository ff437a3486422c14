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

/** Runs each of `sides` (name to function) `rounds` times, taking turns; gives name to values. */
export async function turns(rounds, sides) {
  const values = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, side] of Object.entries(sides)) values[name].push(await side());
  }
  return values;
}

export const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
export const kilobytes = (bytes) => `${(bytes / 1e3).toFixed(0)} kB`;
export const ratio = (value) => value.toFixed(2);
/** Whether a figure is what issue and documents ask for. */
export const against = (holds) => (holds ? "yes" : "NO");
