/**
 * hls.js, set up for Ecot: short waits, own loaders, no worker (fMP4 needs none). It is loaded when it is needed and
 * knows nothing of the page's elements but the video.
 */

import type HlsClass from "hls.js";
import type { ErrorData, HlsConfig, LoadPolicy, RetryConfig } from "hls.js";

import { pause } from "../backoff.ts";
import type { Bytes } from "../bytes.ts";
import type { HashList } from "./integrity.ts";
import { checkedLoader, keyedLoader } from "./loaders.ts";

/** What stops playing; each has its label `error-…`. */
export type Trouble = "network" | "media" | "altered" | "gone" | "failed" | "key-wrong";

export interface Told {
  trouble(what: Trouble): void;
  /** The member does not answer; what is loaded plays on, and loading is tried again and again. */
  away(tries: number): void;
  /** It answers again. */
  back(): void;
  /** A part arrived altered and is fetched again. */
  refetched(): void;
  /** The qualities to choose from changed, or the one in use. */
  qualities(): void;
}

/** Seconds loaded ahead before the viewer asked to play: one segment. */
const AHEAD_IDLE_S = 1;
/** Seconds loaded ahead while playing. */
const AHEAD_PLAYING_S = 30;
/** Fewest milliseconds between two attempts to mend a media error. */
const MENDED_MS = 5000;

/** Waits between the tries while the member does not answer. */
const PACE = { first_ms: 500, longest_ms: 10_000 };
/** Tries before the viewer is asked: about ten minutes. */
const TRIES_LIMIT = 70;

const RETRY: RetryConfig = { maxNumRetry: 1, retryDelayMs: 250, maxRetryDelayMs: 1000 };
/** hls.js waits up to a minute before it gives a carrier up; a viewer does not. */
const POLICY: LoadPolicy = {
  default: { maxTimeToFirstByteMs: 4000, maxLoadTimeMs: 20_000, timeoutRetry: RETRY, errorRetry: RETRY },
};

export class Engine {
  private readonly hls: HlsClass;
  private readonly video: HTMLVideoElement;
  private readonly told: Told;
  /** Where to begin, in seconds. */
  private readonly from: number;
  private playlist = "";
  private mendedAt = Number.NEGATIVE_INFINITY;
  /** Tries since the member answered last. */
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    Hls: typeof HlsClass,
    video: HTMLVideoElement,
    hashes: HashList,
    keys: ReadonlyMap<string, Bytes>,
    from: number,
    told: Told,
  ) {
    this.video = video;
    this.told = told;
    this.from = from;
    const base = Hls.DefaultConfig.loader;
    const altered = (url: string, times: 1 | 2) => {
      console.error(`ecot: ${new URL(url).pathname} arrived altered (${times} of 2)`);
      if (times === 1) told.refetched();
      else told.trouble("altered");
    };
    const settings: Partial<HlsConfig> = {
      enableWorker: false,
      loader: keyedLoader(base, keys) as HlsConfig["loader"],
      fLoader: checkedLoader(base, hashes, altered),
      fragLoadPolicy: POLICY,
      playlistLoadPolicy: POLICY,
      manifestLoadPolicy: POLICY,
      startPosition: from,
      maxBufferLength: AHEAD_IDLE_S,
      // hls.js loads as many seconds as that, and then as many bytes as this: a video of few bytes as a whole.
      maxBufferSize: 0,
      capLevelToPlayerSize: true,
      liveDurationInfinity: false,
    };
    this.hls = new Hls(settings);
    this.hls.on(Hls.Events.ERROR, (_, data) => this.failed(Hls, data));
    for (const event of [Hls.Events.LEVEL_LOADED, Hls.Events.FRAG_LOADED] as const) {
      this.hls.on(event, () => this.answered());
    }
    for (const event of [Hls.Events.MANIFEST_PARSED, Hls.Events.LEVEL_SWITCHED, Hls.Events.LEVELS_UPDATED] as const) {
      this.hls.on(event, () => told.qualities());
    }
    this.hls.attachMedia(video);
  }

  private failed(Hls: typeof HlsClass, data: ErrorData): void {
    if (!data.fatal) return;
    const { told } = this;
    const { KEY_SYSTEM_ERROR, MEDIA_ERROR, NETWORK_ERROR } = Hls.ErrorTypes;
    const incompatible = data.details === Hls.ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR;
    if (data.type === MEDIA_ERROR && !incompatible && performance.now() - this.mendedAt > MENDED_MS) {
      this.mendedAt = performance.now();
      this.hls.recoverMediaError();
      return;
    }
    const status = data.response?.code;
    if (data.details === Hls.ErrorDetails.KEY_LOAD_ERROR || data.type === KEY_SYSTEM_ERROR) told.trouble("key-wrong");
    else if (status === 404 || status === 410) told.trouble("gone");
    else if (data.type === NETWORK_ERROR) this.retry();
    else told.trouble("media");
  }

  /** Tries again after a while, which grows. */
  retry(): void {
    if (this.tries >= TRIES_LIMIT) {
      this.told.trouble("network");
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again(), pause(PACE, this.tries, Math.random()));
    this.tries += 1;
    this.told.away(this.tries);
  }

  private answered(): void {
    if (this.tries === 0) return;
    this.tries = 0;
    this.told.back();
  }

  /** Tries at once, if the member did not answer: a connection is there again, or the viewer says so. */
  hurry(): void {
    if (this.tries === 0) return;
    clearTimeout(this.timer);
    this.again();
  }

  private again(): void {
    if (this.hls.levels.length === 0) this.hls.loadSource(this.playlist);
    else this.hls.startLoad(this.video.currentTime > 0 ? this.video.currentTime : this.from);
  }

  load(playlist: string): void {
    this.playlist = playlist;
    this.hls.loadSource(playlist);
  }

  /** The viewer plays: now it is worth loading ahead. */
  loadAhead(): void {
    this.hls.config.maxBufferLength = AHEAD_PLAYING_S;
  }

  /** Heights of the pictures, by quality; 0 is sound only. */
  heights(): number[] {
    return this.hls.levels.map((level) => level.height);
  }

  /** The quality that was chosen, -1 for automatic. */
  get chosen(): number {
    return this.hls.autoLevelEnabled ? -1 : this.hls.loadLevel;
  }

  set chosen(quality: number) {
    this.hls.nextLevel = quality;
  }

  /** The quality being shown, -1 before the first. */
  get shown(): number {
    return this.hls.currentLevel;
  }

  /** Loads no more; what is loaded can be played. */
  stop(): void {
    clearTimeout(this.timer);
    this.hls.stopLoad();
  }

  /** Takes back the player's hold on the video element. */
  destroy(): void {
    clearTimeout(this.timer);
    this.hls.destroy();
  }
}
