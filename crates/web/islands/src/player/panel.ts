/** Quality and speed, and the list of keys. */

import { fill, type Labels } from "../page.ts";
import { make, pictureButton } from "./dom.ts";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** Two menus behind a button. */
export class Settings {
  readonly button: HTMLButtonElement;
  readonly panel: HTMLElement;
  private readonly quality = make("select", { id: "player-quality" });
  private readonly labels: Labels;

  constructor(labels: Labels, lang: string, choose: (quality: number) => void, speed: (rate: number) => void) {
    this.labels = labels;
    this.button = pictureButton("settings", fill(labels, "settings"));
    this.button.setAttribute("aria-expanded", "false");
    this.button.setAttribute("aria-controls", "player-settings");
    const speeds = make("select", { id: "player-speed" });
    for (const rate of SPEEDS) {
      const text = rate === 1 ? fill(labels, "normal") : `${new Intl.NumberFormat(lang).format(rate)} ×`;
      speeds.append(make("option", { value: String(rate), selected: rate === 1 }, text));
    }
    this.panel = make(
      "div",
      { class: "player-panel", id: "player-settings", hidden: true },
      make("label", { for: "player-quality" }, fill(labels, "quality")),
      this.quality,
      make("label", { for: "player-speed" }, fill(labels, "speed")),
      speeds,
    );
    this.quality.addEventListener("change", () => choose(Number(this.quality.value)));
    speeds.addEventListener("change", () => speed(Number(speeds.value)));
    this.button.addEventListener("click", () => this.open(this.panel.hidden));
    this.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.open(false);
      this.button.focus();
    });
  }

  get isOpen(): boolean {
    return !this.panel.hidden;
  }

  open(on: boolean): void {
    this.panel.hidden = !on;
    this.button.setAttribute("aria-expanded", String(on));
    if (on) this.quality.focus();
  }

  /** Shows the qualities there are, by height of the picture; the best first. */
  offer(heights: readonly number[], chosen: number, shown: number): void {
    const name = (height: number | undefined) =>
      height ? `${height}p` : fill(this.labels, heights.length > 1 ? "sound-only" : "auto");
    const now = heights[shown];
    const auto = now ? fill(this.labels, "auto-now", { quality: name(now) }) : fill(this.labels, "auto");
    const options = heights.map((height, place) => ({ place, text: name(height) })).reverse();
    if (heights.length < 2) options.length = 0;
    this.quality.replaceChildren(
      ...[{ place: -1, text: auto }, ...options].map(({ place, text }) =>
        make("option", { value: String(place), selected: place === chosen }, text),
      ),
    );
  }
}

const KEYS: readonly (readonly [label: string, ...keys: string[]])[] = [
  ["help-play", "Space", "K"],
  ["help-seek", "←", "→"],
  ["help-jump", "J", "L"],
  ["help-volume", "↑", "↓"],
  ["help-mute", "M"],
  ["help-full", "F"],
  ["help-share", "0", "9"],
  ["help-help", "?"],
];

/** The list of keys, as a dialog. */
export function helpDialog(labels: Labels): HTMLDialogElement {
  const list = make("dl", {});
  for (const [label, ...keys] of KEYS) {
    const shown = keys.flatMap((key, place) => (place > 0 ? [" ", make("kbd", {}, key)] : [make("kbd", {}, key)]));
    list.append(make("div", {}, make("dt", {}, ...shown), make("dd", {}, fill(labels, label))));
  }
  const close = make("button", { class: "button first" }, fill(labels, "close"));
  const form = make("form", { method: "dialog" }, close);
  const heading = make("h2", { id: "player-help" }, fill(labels, "help-title"));
  const where = make("p", {}, fill(labels, "help-where"));
  return make("dialog", { class: "player-help", "aria-labelledby": "player-help" }, heading, list, where, form);
}
