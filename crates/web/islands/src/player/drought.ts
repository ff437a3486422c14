/** Watches a video while nothing arrives: trouble is told only when what was loaded has been played. */

/** Between two looks at the video, in milliseconds. */
const LOOK_MS = 500;
/** How long nothing plays before it is told that nobody answers, in milliseconds. */
const DRY_MS = 3000;
/** How long a viewer waits without a word when nothing is known to be wrong, in milliseconds. */
export const LONG_MS = 10_000;

/** What is looked at: as `HTMLMediaElement`. */
export interface Watched {
  readonly readyState: number;
}

/** There is nothing to be played after this moment (`HTMLMediaElement.HAVE_CURRENT_DATA`). */
const HAVE_CURRENT_DATA = 2;

export class Drought {
  private readonly video: Watched;
  private readonly tell: () => void;
  private readonly takeBack: () => void;
  private readonly limitMs: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private told = false;

  constructor(video: Watched, tell: () => void, takeBack: () => void, limitMs = DRY_MS) {
    this.video = video;
    this.tell = tell;
    this.takeBack = takeBack;
    this.limitMs = limitMs;
  }

  /** Nothing arrives from now on. */
  begin(): void {
    this.told = false;
    this.lookLater(0);
  }

  private lookLater(dryMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const dry = this.video.readyState <= HAVE_CURRENT_DATA ? dryMs + LOOK_MS : 0;
      if (dry < this.limitMs) return this.lookLater(dry);
      this.told = true;
      this.tell();
    }, LOOK_MS);
  }

  /** Something arrives again, or nothing will. */
  end(): void {
    clearTimeout(this.timer);
    if (this.told) this.takeBack();
    this.told = false;
  }
}
