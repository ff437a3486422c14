// Debian's Chromium, and what every page of every test must keep to.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** A sandbox of its own is not to be had as root; no request but those of the pages. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let visitors = 0;
/** Each visitor comes from an address of their own, through the proxy that the member trusts. */
function address() {
  visitors += 1;
  return { "x-forwarded-for": `203.0.113.${(visitors % 250) + 1}` };
}

/** Starts Chromium. */
export async function browser() {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** Starts Chromium with a profile in `folder` that the next start finds again. */
export async function lastingBrowser(folder, options = {}) {
  return chromium.launchPersistentContext(folder, { executablePath: CHROMIUM, args: FLAGS, extraHTTPHeaders: address(), ...ENGLISH, ...options });
}

export const ENGLISH = { locale: "en-GB" };
export const FRENCH = { locale: "fr-FR" };

/** What a page must not do, collected from all pages of a context. */
export class Conduct {
  #origin;
  #broken = [];

  constructor(context, origin) {
    this.#origin = origin;
    context.on("page", (page) => this.#watch(page));
    context.pages().forEach((page) => this.#watch(page));
    context.on("request", (request) => this.#request(request.url()));
  }

  /** Fails if any page left its origin, broke its content security policy, or threw. */
  verify() {
    assert.deepEqual(this.#broken, []);
  }

  #request(address) {
    const own = address.startsWith(`${this.#origin}/`) || /^(data|blob|about):/.test(address);
    if (!own) this.#broken.push(`request outside the origin: ${address}`);
  }

  #watch(page) {
    page.on("pageerror", (error) => this.#broken.push(`script error: ${error.message}`));
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) this.#broken.push(message.text());
    });
  }
}

/** A context of `browser` on `member` with its conduct; `options` are Playwright's. */
export async function visitor(browser, member, options = {}) {
  const context = await browser.newContext({ baseURL: member.url, extraHTTPHeaders: address(), ...ENGLISH, ...options });
  const conduct = new Conduct(context, member.url);
  const page = await context.newPage();
  return { context, page, conduct };
}
