/** The player of one page: opens what is sealed, plays, remembers where, goes over from the growing video to the whole. */

import { clock } from "../figures.ts";
import { fill, freshConfiguration } from "../page.ts";
import type { Bytes } from "../bytes.ts";
import type { Closed } from "../sealed.ts";
import type { PlayerConfig } from "./config.ts";
import type { Engine, Trouble } from "./engine.ts";
import { Patience } from "./patience.ts";
import { keepPositions, noted, readPositions, resumed } from "./position.ts";
import { Screen } from "./screen.ts";
import { Networks } from "./source.ts";
import { Following, type News } from "./status.ts";
import { reveal, unlock } from "./unlock.ts";

/** Fewest milliseconds between two notes of the position. */
const NOTE_MS = 5000;
const NATIVE = "application/vnd.apple.mpegurl";

export class Player {
  private config: PlayerConfig;
  private readonly video: HTMLVideoElement;
  private readonly screen: Screen;
  private keys: ReadonlyMap<string, Bytes> = new Map();
  private readonly networks = new Networks();
  private engine: Engine | null = null;
  private following: Following | null = null;
  private readonly patience: Patience;
  private wanted = false;
  /** What grows does not go on where it was: it is made anew, or is whole. */
  private stuck = false;
  private goingOver = false;
  private notedAt = 0;

  constructor(root: HTMLElement, video: HTMLVideoElement, config: PlayerConfig) {
    this.config = config;
    this.video = video;
    video.removeAttribute("src");
    this.screen = new Screen(root, video, config.labels, config.lang, {
      toggle: () => this.toggle(),
      quality: (chosen) => {
        if (this.engine) this.engine.chosen = chosen;
      },
    });
    const { overlay } = this.screen;
    this.patience = new Patience(video, {
      away: (act) => overlay.say(this.word("away"), { label: this.word("retry"), does: act }, true),
      unsay: () => overlay.unsay(),
      hurry: () => this.engine?.hurry(),
      reload: () => void this.load(this.close()),
      renew: () => {
        if (!this.growing) void this.load(this.close());
        return !this.growing;
      },
    });
    addEventListener("online", () => this.engine?.hurry());
    root.classList.toggle("sound-only", !config.has_picture);
    for (const event of ["timeupdate", "pause"]) video.addEventListener(event, () => this.note(event === "pause"));
    addEventListener("pagehide", () => this.note(true));
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
    if (!this.growing) return;
    this.screen.overlay.say(this.word("growing"));
    this.following = new Following(this.config.status, (news) => this.heard(news));
  }

  /** Whether what plays is not whole yet. */
  private get growing(): boolean {
    return this.config.playlist === null;
  }

  /** Loads the playlist and goes on where something plays already, or at a moment; plays if the viewer wanted to. */
  private async load(from: number): Promise<void> {
    const { config, video, screen, keys } = this;
    const found = this.networks.find(config);
    if (!found) return;
    const { playlist, network, hashes } = found;
    const [{ default: Hls }, { Engine }] = await Promise.all([import("hls.js"), import("./engine.ts")]);
    if (config !== this.config) return;
    if (Hls.isSupported()) {
      const former = this.engine;
      const current = (act: () => void) => () => {
        if (this.engine === engine) act();
      };
      const engine: Engine = new Engine(Hls, { playlist, network, hashes, keys }, {
        trouble: (what) => current(() => this.trouble(what))(),
        away: current(() => this.patience.away()),
        back: current(() => this.patience.back()),
        refetched: () => screen.overlay.say(this.word("refetched")),
        qualities: current(() => screen.settings.offer(engine.heights(), engine.chosen, engine.shown)),
      });
      this.engine = engine;
      if (former) engine.takeOver(Hls, video, former);
      else engine.begin(Hls, video, from);
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
    this.engine?.hurry();
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
    const { engine } = this;
    if (this.growing && what === "gone") {
      // It is whole, or made anew. What is loaded plays on until that is known.
      this.stuck = true;
      this.following?.now();
    } else if (what !== "gone" && this.screen.bar.hasMore) {
      // What is loaded is right: it is played before the viewer is told.
      engine?.stop();
      const dry = () => {
        if (engine === this.engine) this.trouble(what);
      };
      this.video.addEventListener("waiting", dry, { once: true });
    } else {
      this.fail(what);
    }
  }

  private fail(what: Trouble): void {
    const at = this.close();
    const final = what === "gone" || what === "failed";
    const retry = { label: this.word("retry"), does: () => void this.load(at) };
    this.screen.overlay.fail(this.word(`error-${what}`), final ? undefined : retry);
  }

  /** Ends what plays; where it was, in seconds. */
  private close(): number {
    const at = this.video.currentTime;
    this.patience.end();
    this.engine?.destroy();
    this.engine = null;
    return at;
  }

  /** What becomes of the video that grows. */
  private heard(news: News): void {
    if (news === "gone") {
      this.following?.end();
      this.fail("gone");
    } else if (news.state === "failed") {
      this.following?.end();
      this.trouble("failed");
    } else if (news.state === "ready") {
      void this.goOver();
    } else if (this.stuck && news.state === "playable") {
      this.stuck = false;
      this.screen.overlay.unsay();
      void this.load(this.video.currentTime);
    } else if (this.stuck && !this.screen.bar.hasMore) {
      this.screen.overlay.say(this.word("interrupted"), undefined, true);
    }
  }

  /** The video is whole: goes over to it in the midst of playing. What fails on the way is tried again at the next news. */
  private async goOver(): Promise<void> {
    if (this.goingOver) return;
    this.goingOver = true;
    const whole = await freshConfiguration<PlayerConfig>("player-config");
    const opened = whole?.sealed ? await unlock(whole) : null;
    this.goingOver = false;
    if (!whole?.playlist || opened === "network") return;
    this.following?.end();
    if (typeof opened === "string") return this.closed(opened);
    this.config = whole;
    if (opened) this.keys = opened.keys;
    document.querySelector("[data-growing]")?.remove();
    await this.load(this.video.currentTime);
    this.screen.overlay.say(this.word("better"));
  }

  private note(now: boolean): void {
    const { video } = this;
    if (!(video.readyState > 0) || (!now && performance.now() - this.notedAt < NOTE_MS)) return;
    this.notedAt = performance.now();
    keepPositions(noted(readPositions(), this.config.id, video.currentTime, this.screen.bar.duration, Date.now()));
  }
}
