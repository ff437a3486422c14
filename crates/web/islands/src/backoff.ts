/** How long to wait between two questions to the server: often at first, seldom later, never all pages at once. */

export interface Pace {
  first_ms: number;
  longest_ms: number;
}

/** The wait before question `asked` (0 is the first); `chance` in [0, 1) spreads pages by up to a fifth. */
export function pause(pace: Pace, asked: number, chance: number): number {
  const grown = Math.min(pace.first_ms * 1.3 ** asked, pace.longest_ms);
  return Math.round(grown * (0.9 + 0.2 * chance));
}
