/** One upload in the list: its name, bar, words and buttons. Screen readers hear changes of state, not each percent. */

import { percent } from "../figures.ts";
import { make } from "../player/dom.ts";

export interface Deed {
  label: string;
  first?: boolean;
  does: () => void;
}

export class Row {
  readonly root = make("li", { class: "upload" });
  private readonly bar = make("progress", { max: "1000", value: "0" });
  private readonly share = make("span", {});
  private readonly words = make("p", { class: "small" });
  private readonly problem = make("p", { class: "problem" });
  private readonly deeds = make("div", { class: "row" });
  private readonly lang: string;
  private chooser: HTMLElement | null = null;

  constructor(name: string, lang: string) {
    this.lang = lang;
    this.bar.setAttribute("aria-label", name);
    const head = make("div", { class: "upload-head" }, make("span", { title: name }, name), this.share);
    this.problem.hidden = true;
    this.root.append(head, this.bar, this.words, this.problem, this.deeds);
  }

  /** Shows how far it is; without a share the bar is not shown. */
  show(words: string, share: number | null): void {
    this.words.textContent = words;
    this.bar.hidden = share === null;
    this.share.textContent = share === null ? "" : percent(share, this.lang);
    if (share !== null) this.bar.value = Math.floor(share * 1000);
  }

  fail(text: string): void {
    this.problem.textContent = text;
    this.problem.hidden = text === "";
  }

  /** The buttons, in order; keeps the focus where it was if that button stays. */
  offer(...deeds: readonly Deed[]): void {
    const focused = this.deeds.contains(document.activeElement) ? document.activeElement?.textContent : null;
    const buttons = deeds.map(({ label, first, does }) => {
      const button = make("button", { type: "button", class: first ? "button small first" : "button small" }, label);
      button.addEventListener("click", does);
      return button;
    });
    this.deeds.replaceChildren(...buttons);
    if (focused) (buttons.find((button) => button.textContent === focused) ?? buttons[0])?.focus();
  }

  /** A place to choose the file of an upload that goes on. */
  choose(label: string, chosen: (file: File) => void): HTMLElement {
    const input = make("input", { type: "file", class: "hidden-visually", "aria-label": label });
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file) chosen(file);
      input.value = "";
    });
    this.root.append(input);
    this.chooser = input;
    return input;
  }

  /** The file was chosen: nothing is to be chosen here any more. */
  settle(): void {
    this.chooser?.remove();
  }

  remove(): void {
    this.root.remove();
  }
}
