// What every page of every test must keep to.
import assert from "node:assert/strict";

/** How many of the last answers are kept. */
const ANSWERS = 400;
const FOREIGN_SCHEMES = /^(?!data:|blob:|about:)/;

/** What pages of one context did that they must not do. */
export class Conduct {
  #origins;
  #broken = [];
  #answers = [];

  /** Watches all pages of a context that belongs to `origin`, `http://HOST:PORT`. */
  static async of(context, origin) {
    const conduct = new Conduct();
    conduct.#origins = new Set([origin]);
    await context.exposeBinding("ecotViolation", (_, what) => conduct.#broken.push(what));
    await context.addInitScript(() =>
      addEventListener("securitypolicyviolation", (event) =>
        window.ecotViolation(`content security policy: ${event.effectiveDirective} forbids ${event.blockedURI}`),
      ),
    );
    context.on("page", (page) => conduct.#watch(page));
    context.pages().forEach((page) => conduct.#watch(page));
    context.on("request", (request) => conduct.#request(request.url()));
    context.on("response", (answer) => conduct.#answered(answer.status(), answer.url()));
    context.on("requestfailed", (request) => conduct.#answered(request.failure()?.errorText, request.url()));
    return conduct;
  }

  /** Another member of the federation, which pages may ask too. */
  alsoAt(origin) {
    this.#origins.add(origin);
  }

  /** What is broken so far. */
  get broken() {
    return [...this.#broken];
  }

  /** What the pages asked for last and what came of it, a line each, with the time. */
  get answers() {
    return this.#answers.join("\n");
  }

  /** Fails if any page left its origin, broke its content security policy, or threw. */
  verify() {
    assert.deepEqual(this.#broken, []);
  }

  #answered(what, address) {
    this.#answers.push(`${new Date().toISOString()} ${what} ${address}`);
    if (this.#answers.length > ANSWERS) this.#answers.shift();
  }

  #request(address) {
    if (FOREIGN_SCHEMES.test(address) && !this.#origins.has(new URL(address).origin)) {
      this.#broken.push(`request outside the member: ${address}`);
    }
  }

  #watch(page) {
    page.on("pageerror", (error) => this.#broken.push(`script error: ${error.message}`));
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) this.#broken.push(message.text());
    });
  }
}
