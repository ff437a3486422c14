/** The page of a video that cannot be played yet: it looks again by itself, and says how far the video is. */

import { percent } from "../figures.ts";
import { fill } from "../page.ts";
import { Following, type News } from "./status.ts";

/** How much further it must be to be read out again, in thousandths. */
const STEP_PERMILLE = 100;

/** Follows the video that `root` waits for; the page is read anew once there is something else to show. */
export function wait(root: HTMLElement): void {
  const { status, progress, lang = "" } = root.dataset;
  const bar = root.querySelector("progress");
  const shown = root.querySelector<HTMLElement>("[data-percent]");
  const spoken = root.querySelector<HTMLElement>("[role=status]");
  if (!status || !progress || !bar || !shown || !spoken) return;
  for (const part of root.querySelectorAll<HTMLElement>("[data-by-itself]")) part.hidden = false;
  for (const part of root.querySelectorAll<HTMLElement>("[data-by-hand]")) part.hidden = true;
  let said = Math.floor(bar.value / STEP_PERMILLE);
  new Following(status, (news: News) => {
    if (news === "gone" || !["waiting", "processing"].includes(news.state)) {
      location.reload();
      return;
    }
    bar.value = news.permille ?? 0;
    const text = fill({ progress }, "progress", { percent: percent(bar.value / 1000, lang) });
    shown.textContent = text;
    const step = Math.floor(bar.value / STEP_PERMILLE);
    if (step === said) return;
    said = step;
    spoken.textContent = text;
  });
}
