/**
 * What a viewer is told who waits: soon when nobody answers, later when nothing is known to be wrong. What does not go on by
 * itself is begun anew.
 */

import { Drought, LONG_MS } from "./drought.ts";

/** How long nothing plays before it is begun anew, in milliseconds: whatever a slow line brings has come by then. */
const RENEW_MS = 60_000;

/** What is told, and what the viewer can have done about it. */
export interface Words {
  /** The video does not arrive; the viewer may ask again at once. */
  away(act: () => void): void;
  /** It does. */
  unsay(): void;
  /** Asks at once, where asking again is only a matter of time. */
  hurry(): void;
  /** Begins anew where it is. */
  reload(): void;
  /** The same when nobody asked for it, unless what is waited for may not be there yet; whether it did. */
  renew(): boolean;
}

export class Patience {
  private readonly silence: Drought;
  /** A wait of which hls.js says nothing: it goes from one member or quality to the next as long as there is one. */
  private readonly longWait: Drought;
  /** One that would last for ever: what is asked for neither comes nor fails, or the browser does not take what came. */
  private readonly standstill: Drought;
  private readonly video: HTMLVideoElement;
  /** Whether nobody answers: then whoever loads asks again, for as long as that makes sense. */
  private silent = false;

  constructor(video: HTMLVideoElement, words: Words) {
    this.video = video;
    const hurry = () => {
      words.hurry();
      this.silence.begin();
    };
    const reload = () => {
      words.reload();
      this.wait();
    };
    const renew = () => {
      if (words.renew()) this.wait();
      else this.standstill.begin();
    };
    this.silence = new Drought(video, () => words.away(hurry), () => words.unsay());
    this.longWait = new Drought(video, () => words.away(reload), () => words.unsay(), LONG_MS);
    this.standstill = new Drought(video, renew, () => undefined, RENEW_MS);
    for (const event of ["play", "waiting"]) video.addEventListener(event, () => this.wait());
    for (const event of ["playing", "pause", "ended"]) video.addEventListener(event, () => this.waitNoMore());
  }

  private wait(): void {
    this.longWait.begin();
    if (!this.silent) this.standstill.begin();
  }

  private waitNoMore(): void {
    this.longWait.end();
    this.standstill.end();
  }

  /** Nobody answers. */
  away(): void {
    this.silent = true;
    this.silence.begin();
    this.standstill.end();
  }

  /** Somebody does. */
  back(): void {
    this.silent = false;
    this.silence.end();
    if (!this.video.paused) this.standstill.begin();
  }

  /** Nobody waits any more. */
  end(): void {
    this.silent = false;
    this.silence.end();
    this.waitNoMore();
  }
}
