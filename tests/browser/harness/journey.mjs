// One member and one browser for the tests of a file.
import { after, afterEach, before } from "node:test";
import { browser, visitor } from "./chromium.mjs";
import { Member } from "./member.mjs";
import { newcomer } from "../pages/account.mjs";
import { openSignUp, takeOver } from "../pages/operator.mjs";

/** Registers start and stop with the test runner; `settings` as for `Member.start`. */
export function journey(settings = {}) {
  const shared = { member: undefined, browser: undefined, operator: newcomer("operator") };
  let open = [];
  before(async () => {
    shared.member = await Member.start(settings);
    shared.browser = await browser();
    const { page, context, conduct } = await visitor(shared.browser, shared.member);
    await takeOver(page, shared.member, shared.operator);
    await openSignUp(page);
    await context.close();
    conduct.verify();
  });
  afterEach(async () => {
    const visitors = open;
    open = [];
    for (const { context, conduct } of visitors) {
      await context.close();
      conduct.verify();
    }
  });
  after(async () => {
    await shared.browser?.close();
    await shared.member?.stop();
  });
  /** Somebody with a browser window of their own; checked and closed after the test. */
  shared.visitor = async (options) => {
    const opened = await visitor(shared.browser, shared.member, options);
    open.push(opened);
    return opened;
  };
  return shared;
}
