/** Times, sizes and shares as the page's language writes them; the same rules as the server's `i18n::format`. */

const HARD_SPACE = "\u00a0";

/** A playing time on a clock: `0:42`, `1:05:09`. */
export function clock(seconds: number): string {
  const whole = Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) : 0;
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** A playing time in words, for screen readers: `1 minute 5 seconds`. */
export function spoken(seconds: number, lang: string): string {
  const whole = Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) : 0;
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), "hour"],
    [Math.floor(whole / 60) % 60, "minute"],
    [whole % 60, "second"],
  ];
  const shown = parts.filter(([value]) => value > 0);
  const words = (shown.length > 0 ? shown : parts.slice(2)).map(([value, unit]) =>
    new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(value),
  );
  return words.join(" ");
}

/** A size in decimal units: `340 MB`, `1.4 GB`; French `Mo`, `Go`. */
export function size(bytes: number, lang: string): string {
  const units = lang === "fr" ? ["o", "ko", "Mo", "Go", "To"] : ["B", "kB", "MB", "GB", "TB"];
  let power = 0;
  while (power < units.length - 1 && bytes >= 1000 ** (power + 1)) power += 1;
  const value = bytes / 1000 ** power;
  const digits = power >= 2 && value < 100 ? 1 : 0;
  const cut = Math.floor(value * 10 ** digits) / 10 ** digits;
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(cut)}${HARD_SPACE}${units[power]}`;
}

/** A share between 0 and 1 as a percentage; 100 only when it is whole. */
export function percent(share: number, lang: string): string {
  const whole = Math.floor(Math.min(Math.max(share, 0), 1) * 100);
  return lang === "fr" ? `${whole}${HARD_SPACE}%` : `${whole}%`;
}
