/** What lies over the picture: the large button, waiting, short messages, errors and the question for a password. */

import { fill, type Labels } from "../page.ts";
import { make, pictureButton } from "./dom.ts";

/** How long a short message stays, in milliseconds. */
const MESSAGE_MS = 6000;

export class Overlay {
  readonly root = make("div", { class: "player-over" });
  readonly large: HTMLButtonElement;
  private readonly waiting: HTMLElement;
  private readonly message = make("p", { class: "player-word", role: "status" });
  private readonly alert = make("div", { class: "player-alert", role: "alert" });
  private readonly labels: Labels;
  private readonly keepFocus: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `keepFocus` takes the focus when what has it goes. */
  constructor(labels: Labels, keepFocus: () => void) {
    this.labels = labels;
    this.keepFocus = keepFocus;
    this.large = pictureButton("play", fill(labels, "play"));
    this.large.classList.add("player-large");
    this.waiting = make("span", { class: "player-waiting", role: "img", "aria-label": fill(labels, "loading"), hidden: true });
    this.root.append(this.large, this.waiting, this.alert, this.message);
  }

  wait(on: boolean): void {
    this.waiting.hidden = !on;
  }

  /** A short message that goes by itself, unless it `stays`; with something to do about it, if given. */
  say(text: string, act?: { label: string; does: () => void }, stays = false): void {
    clearTimeout(this.timer);
    // Said again at each try, it would be read out again.
    if (stays && this.message.firstChild?.textContent === text) return;
    this.message.replaceChildren(text);
    if (act) {
      const button = make("button", { type: "button", class: "button small" }, act.label);
      button.addEventListener("click", () => {
        this.unsay();
        act.does();
      });
      this.message.append(" ", button);
    }
    if (!stays) this.unsayLater();
  }

  private unsayLater(): void {
    this.timer = setTimeout(() => {
      // Somebody is about to use it.
      if (this.message.matches(":hover, :focus-within")) this.unsayLater();
      else this.unsay();
    }, MESSAGE_MS);
  }

  unsay(): void {
    clearTimeout(this.timer);
    this.empty(this.message);
  }

  private empty(part: HTMLElement): void {
    const focused = part.contains(document.activeElement);
    part.replaceChildren();
    if (focused) this.keepFocus();
  }

  /** An error that stays until something is done. */
  fail(text: string, act?: { label: string; does: () => void }): void {
    this.wait(false);
    const focused = document.activeElement === this.large;
    this.large.hidden = true;
    if (focused) this.keepFocus();
    const button = make("button", { type: "button", class: "button first" }, act?.label ?? "");
    if (act) {
      button.addEventListener("click", () => {
        this.clear();
        act.does();
      });
    }
    this.alert.setAttribute("role", "alert");
    this.alert.replaceChildren(make("p", {}, text), ...(act ? [button] : []));
  }

  clear(): void {
    this.empty(this.alert);
    this.large.hidden = false;
  }

  /** Asks for the password until `open` takes one; it answers with the label of what is wrong, or null. */
  askPassword(open: (password: string) => Promise<string | null>): void {
    this.large.hidden = true;
    const input = make("input", {
      type: "password",
      id: "player-password",
      autocomplete: "off",
      required: true,
      "aria-describedby": "player-password-problem",
    });
    const problem = make("p", { class: "problem", id: "player-password-problem", role: "alert" });
    const button = make("button", { class: "button first" }, fill(this.labels, "open"));
    const label = make("label", { for: "player-password" }, fill(this.labels, "password"));
    const form = make("form", { class: "player-ask" }, label, input, problem, button);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (input.value === "") return;
      button.disabled = true;
      button.textContent = fill(this.labels, "opening");
      const wrong = await open(input.value);
      button.disabled = false;
      button.textContent = fill(this.labels, "open");
      if (wrong === null) {
        // Unless an error stands in its place.
        if (form.isConnected) this.clear();
        return;
      }
      problem.textContent = fill(this.labels, wrong);
      input.setAttribute("aria-invalid", "true");
      input.select();
    });
    this.alert.removeAttribute("role");
    this.alert.replaceChildren(form);
  }
}
