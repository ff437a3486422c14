/** What a viewer is told who waits: soon when nobody answers, later when nothing is known to be wrong. */

import { Drought, LONG_MS } from "./drought.ts";

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
}

export class Patience {
  private readonly silence: Drought;
  /** A wait of which hls.js says nothing: it goes from one member or quality to the next as long as there is one. */
  private readonly longWait: Drought;

  constructor(video: HTMLVideoElement, words: Words) {
    const hurry = () => {
      words.hurry();
      this.silence.begin();
    };
    const reload = () => {
      words.reload();
      this.longWait.begin();
    };
    this.silence = new Drought(video, () => words.away(hurry), () => words.unsay());
    this.longWait = new Drought(video, () => words.away(reload), () => words.unsay(), LONG_MS);
    for (const event of ["play", "waiting"]) video.addEventListener(event, () => this.longWait.begin());
    for (const event of ["playing", "pause", "ended"]) video.addEventListener(event, () => this.longWait.end());
  }

  /** Nobody answers. */
  away(): void {
    this.silence.begin();
  }

  /** Somebody does. */
  back(): void {
    this.silence.end();
  }

  /** Nobody waits any more. */
  end(): void {
    this.silence.end();
    this.longWait.end();
  }
}
