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
  /** The same when nobody asked for it: not where what is waited for may not be there yet. */
  renew(): void;
}

export class Patience {
  private readonly silence: Drought;
  /** A wait of which hls.js says nothing: it goes from one member or quality to the next as long as there is one. */
  private readonly longWait: Drought;
  /** One that would last for ever: what is asked for neither comes nor fails, or the browser does not take what came. */
  private readonly standstill: Drought;
  private readonly video: HTMLVideoElement;

  constructor(video: HTMLVideoElement, words: Words) {
    this.video = video;
    const hurry = () => {
      words.hurry();
      this.silence.begin();
    };
    const anew = (act: () => void) => () => {
      act();
      this.longWait.begin();
      this.standstill.begin();
    };
    const reload = anew(() => words.reload());
    this.silence = new Drought(video, () => words.away(hurry), () => words.unsay());
    this.longWait = new Drought(video, () => words.away(reload), () => words.unsay(), LONG_MS);
    this.standstill = new Drought(video, anew(() => words.renew()), () => undefined, RENEW_MS);
    const waits = [this.longWait, this.standstill];
    for (const event of ["play", "waiting"]) video.addEventListener(event, () => waits.forEach((wait) => wait.begin()));
    for (const event of ["playing", "pause", "ended"]) video.addEventListener(event, () => waits.forEach((wait) => wait.end()));
  }

  /** Nobody answers: whoever loads asks again, for as long as that makes sense. */
  away(): void {
    this.silence.begin();
    this.standstill.end();
  }

  /** Somebody does. */
  back(): void {
    this.silence.end();
    if (!this.video.paused) this.standstill.begin();
  }

  /** Nobody waits any more. */
  end(): void {
    for (const wait of [this.silence, this.longWait, this.standstill]) wait.end();
  }
}
