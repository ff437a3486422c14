// What every page of every test must keep to.
import assert from "node:assert/strict";

const FOREIGN_SCHEMES = /^(?!data:|blob:|about:)/;

/** What pages of one context did that they must not do. */
export class Conduct {
  #origins;
  #broken = [];

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

  /** Fails if any page left its origin, broke its content security policy, or threw. */
  verify() {
    assert.deepEqual(this.#broken, []);
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
