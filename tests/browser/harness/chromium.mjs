// Debian's Chromium, and a visitor in it.
import { chromium } from "playwright-core";
import { Conduct } from "./conduct.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** A sandbox of its own is not to be had as root; no request but those of the pages; sound without a device. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // The town's houses, whatever the machine thinks of such names.
  "--host-resolver-rules=MAP *.localhost 127.0.0.1",
];

let visitors = 0;
/** Each visitor comes from an address of their own, through the proxy that the member trusts. */
function address() {
  visitors += 1;
  return { "x-forwarded-for": `2001:db8:${process.pid.toString(16).slice(-4)}:${visitors.toString(16)}::1` };
}

/** Starts a Chromium to which other processes connect. */
export function sharedBrowser() {
  return chromium.launchServer({ executablePath: CHROMIUM, args: FLAGS });
}

/** The Chromium at an address, or one of this process's own. */
export function browser(endpoint = undefined) {
  return endpoint ? chromium.connect(endpoint) : chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

const ENGLISH = { locale: "en-GB" };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const settings = (member, options) => ({
  baseURL: member.url,
  extraHTTPHeaders: address(),
  ...ENGLISH,
  ...options,
});

/** Starts Chromium with a profile in `folder` that the next start finds again. */
export function lastingBrowser(folder, member, options = {}) {
  return chromium.launchPersistentContext(folder, { executablePath: CHROMIUM, args: FLAGS, ...settings(member, options) });
}

/** How long a page may take for anything when as many tests run as there are, in ms. */
const PATIENCE_MS = 90_000;

/** A window of `browser` on `member` with its conduct; `options` are Playwright's. */
export async function visitor(browser, member, options = {}) {
  const all = settings(member, options);
  const context = await browser.newContext(all);
  context.setDefaultTimeout(PATIENCE_MS);
  const conduct = await Conduct.of(context, all.baseURL);
  const page = await context.newPage();
  return { context, page, conduct };
}
