/**
 * hls.js, set up for Ecot: short waits, own loaders, no worker (fMP4 needs none). It is loaded when it is needed and
 * knows nothing of the page's elements but the video.
 */

import type HlsClass from "hls.js";
import type { ErrorData, HlsConfig, LoadPolicy, RetryConfig } from "hls.js";

import type { Bytes } from "../bytes.ts";
import type { HashList } from "./integrity.ts";
import { checkedLoader, keyedLoader } from "./loaders.ts";
import type { Network } from "./network.ts";
import { Outage } from "./outage.ts";

/** What stops playing; each has its label `error-…`. */
export type Trouble = "network" | "media" | "altered" | "gone" | "failed" | "key-wrong";

export interface Told {
  /** Nothing more is loaded. */
  trouble(what: Trouble): void;
  /** The member does not answer. It is asked again for a while, and what is loaded plays on. */
  away(): void;
  /** It answers again. */
  back(): void;
  /** A part arrived altered and is fetched again. */
  refetched(): void;
  /** The qualities to choose from changed, or the one in use. */
  qualities(): void;
}

/** What is played. */
export interface Source {
  /** An absolute address. */
  playlist: string;
  network: Network;
  hashes: HashList;
  /** AES-128 keys by rendition. */
  keys: ReadonlyMap<string, Bytes>;
}

/** Seconds loaded ahead before the viewer asked to play: one segment. */
const AHEAD_IDLE_S = 1;
/** Seconds loaded ahead while playing. */
const AHEAD_PLAYING_S = 30;
/** Fewest milliseconds between two attempts to mend a media error. */
const MENDED_MS = 5000;

const RETRY: RetryConfig = { maxNumRetry: 1, retryDelayMs: 250, maxRetryDelayMs: 1000 };
/** hls.js waits up to a minute before it gives a carrier up; a viewer does not. Where several serve, the loaders go from one to
 * the next before any of this: hls.js hears only of what none of them has. */
const POLICY: LoadPolicy = {
  default: { maxTimeToFirstByteMs: 4000, maxLoadTimeMs: 20_000, timeoutRetry: RETRY, errorRetry: RETRY },
};

export class Engine {
  private readonly hls: HlsClass;
  private readonly source: Source;
  private readonly told: Told;
  private readonly outage = new Outage();
  private retry: ReturnType<typeof setTimeout> | undefined;
  private mendedAt = Number.NEGATIVE_INFINITY;
  /** Where it plays, and from which second on. */
  private place: { video: HTMLVideoElement; from: number } | null = null;
  /** What plays until this one can go on. */
  private former: Engine | null = null;

  constructor(Hls: typeof HlsClass, source: Source, told: Told) {
    this.source = source;
    this.told = told;
    const altered = (url: string, times: 1 | 2) => {
      console.error(`ecot: ${new URL(url).pathname} arrived altered (${times} of 2)`);
      if (times === 1) told.refetched();
      else told.trouble("altered");
    };
    const settings: Partial<HlsConfig> = {
      enableWorker: false,
      autoStartLoad: false,
      loader: keyedLoader(source.network, source.keys) as HlsConfig["loader"],
      fLoader: checkedLoader(source.network, source.hashes, altered),
      fragLoadPolicy: POLICY,
      playlistLoadPolicy: POLICY,
      manifestLoadPolicy: POLICY,
      preserveManualLevelOnError: true,
      maxBufferLength: AHEAD_IDLE_S,
      // hls.js loads as many seconds as that, and then as many bytes as this: a video of few bytes as a whole.
      maxBufferSize: 0,
      capLevelToPlayerSize: true,
      liveDurationInfinity: false,
    };
    this.hls = new Hls(settings);
    this.hls.on(Hls.Events.ERROR, (_, data) => this.failed(Hls, data));
    for (const event of [Hls.Events.LEVEL_LOADED, Hls.Events.FRAG_LOADED] as const) {
      this.hls.on(event, () => this.arrived());
    }
    this.hls.on(Hls.Events.MANIFEST_PARSED, (_, { levels }) => {
      source.network.pathways.needed = Math.max(0, ...levels.map(({ bitrate }) => bitrate));
    });
    for (const event of [Hls.Events.MANIFEST_PARSED, Hls.Events.LEVEL_SWITCHED, Hls.Events.LEVELS_UPDATED] as const) {
      this.hls.on(event, () => told.qualities());
    }
  }

  private failed(Hls: typeof HlsClass, data: ErrorData): void {
    if (!data.fatal) return;
    const { KEY_SYSTEM_ERROR, MEDIA_ERROR, NETWORK_ERROR } = Hls.ErrorTypes;
    const incompatible = data.details === Hls.ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR;
    if (data.type === MEDIA_ERROR && !incompatible && performance.now() - this.mendedAt > MENDED_MS) {
      this.mendedAt = performance.now();
      this.hls.recoverMediaError();
      return;
    }
    const status = data.response?.code;
    if (data.details === Hls.ErrorDetails.KEY_LOAD_ERROR || data.type === KEY_SYSTEM_ERROR) this.told.trouble("key-wrong");
    else if (status === 404 || status === 410) this.told.trouble("gone");
    else if (data.type === NETWORK_ERROR) this.wait();
    else this.told.trouble("media");
  }

  /** The member does not answer: asks again later. */
  private wait(): void {
    const news = !this.outage.lasts;
    const wait = this.outage.failed(performance.now(), Math.random());
    if (wait === null) return this.told.trouble("network");
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.again(), wait);
    if (news) this.told.away();
  }

  private arrived(): void {
    if (this.outage.passed()) this.told.back();
  }

  private again(): void {
    const { hls, place } = this;
    if (!place || hls.levels.length === 0) hls.loadSource(this.source.playlist);
    // hls.js has stopped loading; what it has loaded is still there.
    else if (hls.hasEnoughToStart) hls.startLoad(place.video.currentTime, true);
    else hls.startLoad(place.from);
  }

  /** Asks at once, if the member did not answer: a connection is there again, or the viewer says so. */
  hurry(): void {
    if (!this.outage.lasts) return;
    clearTimeout(this.retry);
    this.again();
  }

  /** Plays in `video`, from a moment in seconds on. */
  begin(Hls: typeof HlsClass, video: HTMLVideoElement, from: number): void {
    const { hls } = this;
    this.place = { video, from };
    hls.once(Hls.Events.MANIFEST_PARSED, () => hls.startLoad(from));
    hls.attachMedia(video);
    hls.loadSource(this.source.playlist);
  }

  /** Goes on in the midst of what `former` has loaded and plays; that one ends as soon as this one can go on. */
  takeOver(Hls: typeof HlsClass, video: HTMLVideoElement, former: Engine): void {
    const { hls } = this;
    this.former = former;
    hls.once(Hls.Events.MANIFEST_PARSED, () => {
      this.place = { video, from: video.currentTime };
      const known = former.hls.bandwidthEstimate;
      if (Number.isFinite(known)) hls.bandwidthEstimate = known;
      hls.config.testBandwidth = false;
      hls.config.maxBufferLength = former.hls.config.maxBufferLength;
      const held = former.hls.transferMedia();
      this.endFormer();
      hls.attachMedia(held ?? video);
      hls.startLoad(video.currentTime, true);
    });
    hls.loadSource(this.source.playlist);
  }

  private endFormer(): void {
    this.former?.destroy();
    this.former = null;
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
    clearTimeout(this.retry);
    this.hls.stopLoad();
  }

  /** Takes back the player's hold on the video element. */
  destroy(): void {
    clearTimeout(this.retry);
    this.endFormer();
    this.hls.destroy();
  }
}
