// Waiting for what no event tells.

/** How long anything may take on a busy machine, in ms. */
const LIMIT_MS = 180_000;
/** Between two questions, in ms. */
const ASK_MS = 100;

/** Asks until the answer is truthy, and gives it. */
export async function until(ask, what) {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`waited ${LIMIT_MS} ms in vain until ${what}`);
    await new Promise((next) => setTimeout(next, ASK_MS));
  }
}

/**
 * Waits until a function in the page answers something truthy. Playwright asks at each frame unless told otherwise, and a frame
 * that nobody looks at costs more than all else.
 */
export async function inPage(page, ask, argument = undefined, limit = LIMIT_MS) {
  await page.waitForFunction(ask, argument, { polling: ASK_MS, timeout: limit });
}
