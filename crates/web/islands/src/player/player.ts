/** The player of one page: opens what is sealed, plays, remembers where, goes over from the growing video to the whole. */

import { clock } from "../figures.ts";
import { configuration, fill } from "../page.ts";
import type { Bytes } from "../bytes.ts";
import type { Closed } from "../sealed.ts";
import type { PlayerConfig } from "./config.ts";
import type { Engine, Trouble } from "./engine.ts";
import { HashList } from "./integrity.ts";
import { keepPositions, noted, readPositions, resumed } from "./position.ts";
import { Screen } from "./screen.ts";
import { type End, follow } from "./status.ts";
import { reveal, unlock } from "./unlock.ts";

/** Fewest milliseconds between two notes of the position. */
const NOTE_MS = 5000;
const NATIVE = "application/vnd.apple.mpegurl";
/** Seconds loaded ahead that are worth playing. */
const MORE_S = 0.5;
/** Tries that the viewer of a growing video is not told of: it is about to be somewhere else. */
const TRIES_UNSEEN = 3;

/** What this page would tell the player now. */
async function freshConfig(): Promise<PlayerConfig | null> {
  const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
  const text = answer?.ok ? await answer.text().catch(() => null) : null;
  return text === null ? null : configuration("player-config", new DOMParser().parseFromString(text, "text/html"));
}

export class Player {
  private config: PlayerConfig;
  private readonly video: HTMLVideoElement;
  private readonly screen: Screen;
  private keys: ReadonlyMap<string, Bytes> = new Map();
  private engine: Engine | null = null;
  /** The playlist being played. */
  private playlist: string | null;
  private wanted = false;
  private notedAt = 0;
  /** Asks at once how far the video is; null unless it grows. */
  private askHowFar: (() => void) | null = null;

  constructor(root: HTMLElement, video: HTMLVideoElement, config: PlayerConfig) {
    this.config = config;
    this.video = video;
    this.playlist = config.playlist ?? config.provisional;
    video.removeAttribute("src");
    this.screen = new Screen(root, video, config.labels, config.lang, {
      toggle: () => this.toggle(),
      quality: (chosen) => {
        if (this.engine) this.engine.chosen = chosen;
      },
    });
    root.classList.toggle("sound-only", !config.has_picture);
    for (const event of ["timeupdate", "pause"]) video.addEventListener(event, () => this.note(event === "pause"));
    addEventListener("pagehide", () => this.note(true));
    addEventListener("online", () => this.engine?.hurry());
  }

  private word(key: string, values: Readonly<Record<string, string>> = {}): string {
    return fill(this.config.labels, key, values);
  }

  /** Opens and loads the video. */
  async start(): Promise<void> {
    const { config, screen } = this;
    if (config.sealed) {
      const source = config.sealed.key;
      if (!globalThis.crypto?.subtle) return this.closed("insecure");
      if (source.from === "password") {
        screen.overlay.askPassword(async (password) => {
          const why = await this.open(password);
          if (why === "password-wrong") return why;
          if (why === null) void this.begin(true);
          else this.closed(why);
          return null;
        });
        return;
      }
      const why = await this.open();
      if (why !== null) return this.closed(why);
    }
    await this.begin(false);
  }

  private async open(password?: string): Promise<Closed | null> {
    const opened = await unlock(this.config, password);
    if (typeof opened === "string") return opened;
    this.keys = opened.keys;
    reveal(this.config, opened, this.video);
    return null;
  }

  private closed(why: Closed): void {
    const retry = why === "network" ? { label: this.word("retry"), does: () => void this.start() } : undefined;
    this.screen.overlay.fail(this.word(`error-${why}`), retry);
  }

  private async begin(playing: boolean): Promise<void> {
    const from = resumed(readPositions(), this.config.id);
    this.wanted = playing;
    await this.load(from);
    if (from > 0) {
      const restart = { label: this.word("restart"), does: () => void (this.video.currentTime = 0) };
      this.screen.overlay.say(this.word("resumed", { position: clock(from) }), restart);
    }
    if (!this.config.provisional) return;
    this.screen.overlay.say(this.word("growing"));
    this.askHowFar = follow(this.config, (end) => void this.ended(end));
  }

  /** Loads the playlist and stands at a moment of it; plays if the viewer wanted to. */
  private async load(from: number): Promise<void> {
    const { config, video, screen } = this;
    const playlist = this.playlist;
    if (!playlist) return;
    this.engine?.destroy();
    this.engine = null;
    const growing = playlist === config.provisional;
    const hashes = new HashList(growing ? playlist.replace(/[^/]+$/, "integrity.json") : config.integrity);
    hashes.prefetch();
    const [{ default: Hls }, { Engine }] = await Promise.all([import("hls.js"), import("./engine.ts")]);
    if (playlist !== this.playlist) return;
    if (Hls.isSupported()) {
      const engine: Engine = new Engine(Hls, video, hashes, this.keys, from, {
        trouble: (what) => {
          if (engine === this.engine) this.trouble(what);
        },
        away: (tries) => this.away(tries),
        back: () => screen.overlay.unsay(),
        refetched: () => screen.overlay.say(this.word("refetched")),
        qualities: () => screen.settings.offer(engine.heights(), engine.chosen, engine.shown),
      });
      this.engine = engine;
      engine.load(playlist);
    } else if (!config.sealed && video.canPlayType(NATIVE)) {
      video.src = playlist;
      video.preload = "metadata";
      video.addEventListener("loadedmetadata", () => void (video.currentTime = from), { once: true });
    } else {
      return this.trouble("media");
    }
    if (this.wanted) this.play();
  }

  private toggle(): void {
    if (this.video.paused || this.video.ended) this.play();
    else this.pause();
  }

  private play(): void {
    this.wanted = true;
    this.engine?.loadAhead();
    this.video.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") {
        this.wanted = false;
        this.screen.overlay.say(this.word("blocked"));
      }
    });
  }

  private pause(): void {
    this.wanted = false;
    this.video.pause();
  }

  private trouble(what: Trouble): void {
    if (what === "gone" && this.askHowFar) {
      // What grows is no longer at its place once the video is whole.
      this.engine?.retry();
      this.askHowFar();
      return;
    }
    if (what !== "gone" && this.hasMore()) {
      // What is loaded is right: it is played before the viewer is told.
      this.engine?.stop();
      this.video.addEventListener("waiting", () => this.trouble(what), { once: true });
      return;
    }
    const at = this.video.currentTime;
    this.engine?.destroy();
    this.engine = null;
    const final = what === "gone" || what === "failed";
    const retry = { label: this.word("retry"), does: () => void this.load(at) };
    this.screen.overlay.fail(this.word(`error-${what}`), final ? undefined : retry);
  }

  /** Whether there is something to play without loading more. */
  private hasMore(): boolean {
    return this.screen.bar.loaded - this.video.currentTime > MORE_S;
  }

  /** The member does not answer: what is loaded plays on, and the viewer knows what the page waits for. */
  private away(tries: number): void {
    if (this.askHowFar && tries < TRIES_UNSEEN) return;
    const hurry = { label: this.word("retry"), does: () => this.engine?.hurry() };
    this.screen.overlay.say(this.word("away"), hurry, true);
  }

  /** The video that grew has ended growing. */
  private async ended(end: End): Promise<void> {
    this.askHowFar = null;
    if (end !== "whole") return this.trouble(end);
    // Where it grew there is nothing any more; what is loaded of it plays on.
    this.engine?.stop();
    const fresh = await freshConfig();
    if (!fresh?.playlist) {
      const reload = { label: this.word("reload"), does: () => location.reload() };
      this.screen.overlay.say(this.word("better"), reload, true);
      return;
    }
    this.config = fresh;
    document.querySelector("[data-growing]")?.remove();
    // It grew in the clear for its author; whole, it may be sealed.
    const why = fresh.sealed ? await this.open() : null;
    if (why !== null) return this.closed(why);
    this.playlist = fresh.playlist;
    this.wanted = !this.video.paused;
    const rate = this.video.playbackRate;
    await this.load(this.video.currentTime);
    this.video.playbackRate = rate;
    this.screen.overlay.say(this.word("better"));
  }

  private note(now: boolean): void {
    const { video } = this;
    if (!(video.readyState > 0) || (!now && performance.now() - this.notedAt < NOTE_MS)) return;
    this.notedAt = performance.now();
    keepPositions(noted(readPositions(), this.config.id, video.currentTime, this.screen.bar.duration, Date.now()));
  }
}
