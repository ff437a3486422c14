// Waiting for what no event tells.

/** How long anything may take on a busy machine, in ms. */
const LIMIT_MS = 90_000;
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
