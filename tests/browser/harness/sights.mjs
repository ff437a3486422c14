// A member with something on every page, and the list of the pages.
import { signIn } from "../pages/account.mjs";
import { ready } from "../pages/space.mjs";
import { enter } from "../pages/treasurer.mjs";
import { studio } from "./clips.mjs";

/**
 * Enters expenses as the operator, and publishes what the pages need beside `video`, which is public; gives both. `page` ends
 * signed in.
 */
export async function furnish(member, page, operator, video) {
  const made = await studio();
  const title = ["--title", "For those who have the link"];
  const unlisted = await member.publish(operator.token, await made.small(), ...title, "--visibility", "unlisted", "--wait");
  await made.remove();
  await ready(page, video.id);
  await signIn(page, operator);
  await enter(page, { pool: "delivery", label: "Transit", amount: "49.90", capacity: "2000", unit: "GB" });
  await enter(page, { pool: "storage", label: "Two disks", amount: "12.00", capacity: "4", unit: "TB_month" });
  return { video, unlisted };
}

/** Every page: its name, its address, whether one is signed in, and what to do before one looks. */
export function sights({ video, unlisted }) {
  const guest = [
    ["home", "/"],
    ["sign-up", "/sign-up"],
    ["sign-up-refused", "/sign-up", refused("/sign-up")],
    ["sign-in", "/sign-in"],
    ["sign-in-refused", "/sign-in", refused("/sign-in")],
    ["recover", "/recover"],
    ["search", "/search?q=rabbit"],
    ["search-nothing", "/search?q=elephant"],
    ["watch", `/v/${video.id}`],
    ["watch-without-key", `/v/${unlisted.id}`],
    ["cost", `/v/${video.id}/cost`],
    ["not-found", "/nothing-here"],
  ];
  const signedIn = [
    ["space", "/space"],
    ["space-carriers-alone", "/space/carriers"],
    ["space-carriers-alone-refused", "/space/carriers", refused("/space/carriers/machines")],
    ["video-settings", `/space/videos/${video.id}`],
    ["video-settings-unlisted", `/space/videos/${unlisted.id}`],
    ["video-delete", `/space/videos/${video.id}/delete`],
    ["account", "/account"],
    ["operator", "/operator"],
    ["operator-users", "/operator/users"],
    ["operator-holds", "/operator/holds"],
    ["treasurer", "/treasurer"],
    ["federation-alone", "/federation"],
    ["federation-found-refused", "/federation/found", refused("/federation/found")],
    ["federation-join", "/federation/join"],
    ["purse-alone", "/purse"],
    ["treasurer-refused", "/treasurer", refused("/treasurer/expenses")],
  ];
  const one = (asUser) => ([name, address, prepare]) => ({ name, address, asUser, prepare });
  return [...guest.map(one(false)), ...signedIn.map(one(true))];
}

/** Sends a form as it stands: empty, it is refused. */
function refused(action) {
  return async (page) => {
    await page.locator(`form[action="${action}"] button`).last().click();
    await page.getByRole("alert").waitFor();
  };
}

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 844 };
/** Each way in which a page is seen. */
const WAYS = ["light", "dark"].flatMap((light) => [PHONE, DESK].map((size) => [light, size]));
/** Ways that together have each light and each size: colours are the same in both sizes. */
export const FEW_WAYS = [["light", PHONE], ["dark", DESK]];

/** Opens a page and waits until it has all that it shows. */
export async function look(page, sight) {
  await page.goto(sight.address);
  await sight.prepare?.(page);
  if (await page.locator("#player").count()) await page.locator("#player.ready").waitFor();
  await page.evaluate(async () => {
    const pictures = [...document.images].map((image) => {
      image.loading = "eager";
      return image.decode().catch(() => undefined);
    });
    await Promise.all([document.fonts.ready, ...pictures]);
  });
}

/** Shows the page that is open in every light and size, or in some, and does something with each: `act(light, size)`. */
export async function inEveryWay(page, act, ways = WAYS) {
  for (const [colorScheme, size] of ways) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await settled(page);
    await act(colorScheme, size);
  }
}

/** Waits until no colour is on its way to another: what lies between them is neither. */
function settled(page) {
  return page.evaluate(() => {
    const ending = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity);
    return Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  });
}
