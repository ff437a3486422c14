/** Where the viewer was in each video: kept in this browser only, never sent. */

/** Seconds at each end of a video that are not worth coming back to. */
const EDGE_S = 10;
/** Most videos remembered; the oldest go first. */
export const REMEMBERED_LIMIT = 200;

/** Position in seconds and the moment it was noted, by video id. */
export type Positions = Readonly<Record<string, readonly [seconds: number, at: number]>>;

/** The positions after one more was noted; a video that is near its start or end is forgotten. */
export function noted(all: Positions, id: string, seconds: number, duration: number, now: number): Positions {
  const { [id]: _, ...others } = all;
  if (!(seconds >= EDGE_S) || !(duration - seconds >= EDGE_S)) return others;
  const newest = Object.entries(others).sort(([, a], [, b]) => b[1] - a[1]).slice(0, REMEMBERED_LIMIT - 1);
  return { ...Object.fromEntries(newest), [id]: [Math.floor(seconds), now] };
}

/** Where to go on, in seconds; 0 is the start. */
export function resumed(all: Positions, id: string): number {
  const seconds = all[id]?.[0];
  return typeof seconds === "number" && seconds >= EDGE_S ? seconds : 0;
}

const KEPT = "ecot.positions";

/** What this browser remembers; nothing where it forbids storage. */
export function readPositions(): Positions {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Positions) : {};
  } catch {
    return {};
  }
}

export function keepPositions(all: Positions): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(all));
  } catch {
    // Storage is full or forbidden: the position is not remembered, nothing else depends on it.
  }
}
