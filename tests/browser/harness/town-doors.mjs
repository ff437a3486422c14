// Windows on the houses of a town.
import { signIn } from "../pages/account.mjs";
import { visitor } from "./chromium.mjs";

export class Doors {
  #town;
  #browser;
  /** What the browser of who is signed in keeps, by house: everybody signs in once. */
  #kept = {};

  constructor(town, browser) {
    this.#town = town;
    this.#browser = browser;
  }

  /** Somebody who has every role at a house, signed in; `options` are Playwright's. */
  async at(house, options) {
    const opened = await visitor(this.#browser, this.#town.houses[house], { storageState: this.#kept[house], ...options });
    if (!this.#kept[house]) {
      await signIn(opened.page, this.#town.houses[house].person);
      this.#kept[house] = await opened.context.storageState();
    }
    return opened;
  }

  /** Everybody signs in anew: sessions end when much time has passed. */
  forget() {
    this.#kept = {};
  }

  /** Somebody who is not signed in. */
  guest(house, options) {
    return visitor(this.#browser, this.#town.houses[house], options);
  }
}
