/** The bar of controls under the picture: it shows the video's state and acts on the video, nothing else. */

import { clock, spoken } from "../figures.ts";
import { fill, type Labels } from "../page.ts";
import { make, pictureButton, relabel } from "./dom.ts";

/** Seconds loaded ahead that are worth playing. */
const MORE_S = 0.5;

export class Bar {
  readonly root = make("div", { class: "player-bar" });
  readonly play: HTMLButtonElement;
  readonly seek: HTMLInputElement;
  readonly volume: HTMLInputElement;
  private readonly mute: HTMLButtonElement;
  private readonly time = make("span", { class: "player-time" });
  private readonly video: HTMLVideoElement;
  private readonly labels: Labels;
  private readonly lang: string;
  private dragging = false;

  constructor(video: HTMLVideoElement, labels: Labels, lang: string, right: HTMLElement[], toggle: () => void) {
    this.video = video;
    this.labels = labels;
    this.lang = lang;
    this.play = pictureButton("play", fill(labels, "play"));
    this.mute = pictureButton("loud", fill(labels, "mute"));
    this.seek = make("input", {
      type: "range",
      class: "player-seek",
      min: "0",
      max: "0",
      step: "any",
      value: "0",
      "aria-label": fill(labels, "seek"),
    });
    this.volume = make("input", {
      type: "range",
      class: "player-volume",
      min: "0",
      max: "1",
      step: "0.05",
      "aria-label": fill(labels, "volume"),
    });
    const left = make("div", { class: "player-side" }, this.play, this.mute, this.volume, this.time);
    const row = make("div", { class: "player-row" }, left, make("div", { class: "player-side" }, ...right));
    this.root.append(this.seek, row);
    this.play.addEventListener("click", toggle);
    this.listen();
    this.show();
    this.showVolume();
  }

  private listen(): void {
    const { video, seek } = this;
    this.mute.addEventListener("click", () => this.toggleMute());
    this.volume.addEventListener("input", () => {
      video.volume = Number(this.volume.value);
      video.muted = video.volume === 0;
    });
    seek.addEventListener("input", () => {
      this.dragging = true;
      this.showTime(Number(seek.value));
    });
    seek.addEventListener("change", () => {
      this.dragging = false;
      video.currentTime = Number(seek.value);
    });
    for (const event of ["timeupdate", "durationchange", "progress", "seeked", "play", "pause", "ended", "emptied"]) {
      video.addEventListener(event, () => this.show());
    }
    video.addEventListener("volumechange", () => this.showVolume());
  }

  toggleMute(): void {
    const { video } = this;
    video.muted = !video.muted;
    if (!video.muted && video.volume === 0) video.volume = 0.5;
  }

  /** The length of what can be played; what grows has no end yet but a last moment. */
  get duration(): number {
    const { duration, seekable } = this.video;
    if (Number.isFinite(duration)) return duration;
    return seekable.length > 0 ? seekable.end(seekable.length - 1) : 0;
  }

  /** Whether there is something to play without loading more. */
  get hasMore(): boolean {
    const { currentTime } = this.video;
    return this.loadedFrom(currentTime) - currentTime > MORE_S;
  }

  private show(): void {
    const { video, labels } = this;
    if (video.ended) relabel(this.play, "replay", fill(labels, "replay"));
    else if (video.paused) relabel(this.play, "play", fill(labels, "play"));
    else relabel(this.play, "pause", fill(labels, "pause"));
    if (!this.dragging) this.showTime(video.currentTime);
  }

  private showTime(position: number): void {
    const duration = this.duration;
    this.seek.max = String(duration);
    if (!this.dragging) this.seek.value = String(position);
    const share = (seconds: number) => `${duration > 0 ? Math.min(100, (seconds / duration) * 100) : 0}%`;
    this.seek.style.setProperty("--played", share(position));
    this.seek.style.setProperty("--loaded", share(this.loadedFrom(position)));
    this.time.textContent = `${clock(position)} / ${clock(duration)}`;
    const words = { position: spoken(position, this.lang), duration: spoken(duration, this.lang) };
    this.seek.setAttribute("aria-valuetext", fill(this.labels, "position", words));
  }

  /** The end of the loaded stretch around a position. */
  private loadedFrom(position: number): number {
    const { buffered } = this.video;
    for (let place = 0; place < buffered.length; place += 1) {
      if (buffered.start(place) <= position + 0.1 && position <= buffered.end(place)) return buffered.end(place);
    }
    return position;
  }

  private showVolume(): void {
    const { video, labels } = this;
    const silent = video.muted || video.volume === 0;
    relabel(this.mute, silent ? "silent" : "loud", fill(labels, silent ? "unmute" : "mute"));
    this.volume.value = String(silent ? 0 : video.volume);
    this.volume.style.setProperty("--played", `${Number(this.volume.value) * 100}%`);
    this.volume.setAttribute("aria-valuetext", `${Math.round(Number(this.volume.value) * 100)} %`);
  }
}
