/** The player's frame: picture, overlay and bar; keys, pointer, full screen. It asks its owner to play. */

import { fill, type Labels } from "../page.ts";
import { Bar } from "./bar.ts";
import { make, pictureButton, relabel } from "./dom.ts";
import { type Action, actionOf } from "./keys.ts";
import { Overlay } from "./overlay.ts";
import { helpDialog, Settings } from "./panel.ts";

/** Milliseconds without a move after which the controls go while playing. */
const QUIET_MS = 3000;

/** Safari's full screen of the video alone, where an element cannot have it (iPhone). */
type AppleVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void };

export interface Asked {
  toggle(): void;
  quality(chosen: number): void;
}

export class Screen {
  readonly overlay: Overlay;
  readonly bar: Bar;
  readonly settings: Settings;
  private readonly root: HTMLElement;
  private readonly video: HTMLVideoElement;
  private readonly labels: Labels;
  private readonly asked: Asked;
  private readonly full: HTMLButtonElement;
  private readonly help: HTMLDialogElement;
  private quietTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, video: HTMLVideoElement, labels: Labels, lang: string, asked: Asked) {
    this.root = root;
    this.video = video;
    this.labels = labels;
    this.asked = asked;
    video.controls = false;
    video.tabIndex = -1;
    root.setAttribute("role", "region");
    root.setAttribute("aria-label", fill(labels, "region"));
    this.overlay = new Overlay(labels, () => video.focus({ preventScroll: true }));
    this.settings = new Settings(labels, lang, asked.quality, (rate) => {
      video.playbackRate = rate;
    });
    this.full = pictureButton("full", fill(labels, "full-screen"));
    this.help = helpDialog(labels);
    const help = pictureButton("keys", fill(labels, "help"));
    help.classList.add("player-wide");
    help.addEventListener("click", () => this.help.showModal());
    const right = [help, this.settings.button, ...this.pictureInPicture(), this.full];
    this.bar = new Bar(video, labels, lang, right, asked.toggle);
    root.append(this.overlay.root, this.settings.panel, this.bar.root, this.help);
    this.listen();
  }

  private pictureInPicture(): HTMLButtonElement[] {
    if (!document.pictureInPictureEnabled) return [];
    const button = pictureButton("picture", fill(this.labels, "picture-in-picture"));
    button.addEventListener("click", () => {
      const done = document.pictureInPictureElement
        ? document.exitPictureInPicture()
        : this.video.requestPictureInPicture();
      done.catch(() => undefined);
    });
    return [button];
  }

  private listen(): void {
    const { root, video, overlay } = this;
    overlay.large.addEventListener("click", this.asked.toggle);
    this.full.addEventListener("click", () => this.toggleFull());
    document.addEventListener("fullscreenchange", () => {
      const on = document.fullscreenElement === root;
      relabel(this.full, on ? "small" : "full", fill(this.labels, on ? "leave-full-screen" : "full-screen"));
      // Full screen there is nothing but the player: its keys work.
      if (on && !root.contains(document.activeElement)) video.focus();
    });
    video.addEventListener("click", () => {
      if (this.settings.isOpen) this.settings.open(false);
      else if (matchMedia("(hover: hover)").matches) this.asked.toggle();
      else this.wake();
    });
    video.addEventListener("dblclick", () => this.toggleFull());
    for (const event of ["pointermove", "pointerdown", "focusin", "keydown"]) {
      root.addEventListener(event, () => this.wake());
    }
    for (const event of ["play", "pause", "ended"]) video.addEventListener(event, () => this.wake());
    video.addEventListener("play", () => {
      if (document.activeElement === overlay.large) this.bar.play.focus({ preventScroll: true });
      overlay.large.classList.add("gone");
    });
    for (const event of ["pause", "ended"]) {
      video.addEventListener(event, () => overlay.large.classList.remove("gone"));
    }
    for (const event of ["waiting", "seeking"]) video.addEventListener(event, () => overlay.wait(!video.paused));
    for (const event of ["playing", "canplay", "seeked", "pause"]) {
      video.addEventListener(event, () => overlay.wait(false));
    }
    // Only with the focus in the player: elsewhere keys are the browser's, and letters those of who speaks to the machine
    // (WCAG 2.1.4).
    root.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Shows the controls, and lets them go after a while of playing. */
  private wake(): void {
    clearTimeout(this.quietTimer);
    this.root.classList.remove("quiet");
    if (this.video.paused) return;
    this.quietTimer = setTimeout(() => {
      const held = this.settings.isOpen || this.help.open || this.root.querySelector(":focus-visible") !== null;
      if (!held && !this.video.paused) this.root.classList.add("quiet");
    }, QUIET_MS);
  }

  private pressed(event: KeyboardEvent): void {
    if (this.help.open || event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : null;
    const action = actionOf(event, this.kind(target));
    if (!action) return;
    event.preventDefault();
    this.act(action);
  }

  private kind(target: Element | null): Parameters<typeof actionOf>[1] {
    if (target === this.bar.volume) return "volume";
    if (target === this.bar.seek) return "other";
    if (target?.closest("input, textarea, select, [contenteditable]")) return "typing";
    return target?.closest("button, a, summary") ? "button" : "other";
  }

  private act(action: Action): void {
    const { video, bar } = this;
    switch (action.does) {
      case "play":
        this.asked.toggle();
        break;
      case "mute":
        bar.toggleMute();
        break;
      case "full":
        this.toggleFull();
        break;
      case "help":
        this.help.showModal();
        break;
      case "seek":
        video.currentTime = Math.min(Math.max(0, video.currentTime + action.seconds), bar.duration);
        break;
      case "share":
        video.currentTime = bar.duration * action.of;
        break;
      case "volume":
        video.volume = Math.min(1, Math.max(0, video.volume + action.by));
        video.muted = video.volume === 0;
    }
    this.wake();
  }

  private toggleFull(): void {
    if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
    else if (this.root.requestFullscreen) this.root.requestFullscreen().catch(() => undefined);
    else (this.video as AppleVideo).webkitEnterFullscreen?.();
  }
}

/** Marks the frame as the player's, so that its style applies only when the script runs. */
export function frame(root: HTMLElement): void {
  root.classList.add("ready");
  root.querySelector("noscript")?.remove();
  root.append(make("div", { class: "player-ground" }));
}
