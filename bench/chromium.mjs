// Debian's Chromium, and a new visitor's window in it with a session of its debugger.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const { chromium } = createRequire(resolve(import.meta.dirname, "../tests/browser/package.json"))("playwright-core");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** A sandbox of its own is not to be had as root; no request but those of the pages. */
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const browser = () => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/** `options` are Playwright's. */
export async function visitor(browser, options = {}) {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  return { context, page, session };
}
