// A person's space: giving it files, and what becomes of them.
import assert from "node:assert/strict";

/** How long a short clip may take from its last byte to being whole, on a busy machine, in ms. */
const READY_LIMIT_MS = 180_000;
/** Between two looks at a video's state, in ms. */
const LOOK_MS = 250;
const ID = /\/api\/v1\/videos\/([a-z2-7]{52})\/status/;

/** The videos that each page has begun to follow, in order: a page asks for the state of what it uploaded. */
const followed = new WeakMap();

function follow(page) {
  if (followed.has(page)) return;
  const ids = new Set();
  followed.set(page, ids);
  page.on("request", (request) => {
    const id = ID.exec(request.url())?.[1];
    if (id) ids.add(id);
  });
}

/** Gives files to the place where they are dropped; does not wait. */
export async function giveFiles(page, ...files) {
  follow(page);
  await page.goto("/space");
  await page.locator("#files").setInputFiles(files);
}

/** Opens the space again and goes on with an upload that stopped, by choosing its file. */
export async function goOn(page, file) {
  follow(page);
  await page.goto("/space");
  await page.locator('#uploads input[type="file"]').setInputFiles(file);
}

/** Waits until the server has acknowledged bytes of an upload that is not whole. */
export async function underWay(page) {
  const middle = () => {
    const bar = document.querySelector("#uploads progress");
    return bar !== null && bar.position > 0.2 && bar.position < 1;
  };
  await page.waitForFunction(middle, undefined, { timeout: 30_000 });
}

/** Waits until `count` of the page's uploads are videos in one of `states`; gives their ids. */
export async function reach(page, states, count = 1) {
  const end = performance.now() + READY_LIMIT_MS;
  let seen = {};
  while (performance.now() < end) {
    seen = Object.fromEntries(await Promise.all([...followed.get(page)].map(async (id) => [id, await state(page, id)])));
    const there = Object.keys(seen).filter((id) => states.includes(seen[id]));
    if (there.length >= count) return there;
    assert.ok(!Object.values(seen).includes("failed"), JSON.stringify(seen));
    await page.waitForTimeout(LOOK_MS);
  }
  throw new Error(`${count} of ${JSON.stringify(seen)} should be ${states}`);
}

/** The state of a video as the page may ask it. */
export async function state(page, id) {
  const answer = await page.request.get(`/api/v1/videos/${id}/status`);
  return answer.ok() ? (await answer.json()).state : answer.status();
}

/** Gives a file and waits until it is whole; gives the video's id. */
export async function upload(page, file) {
  await giveFiles(page, file);
  return (await reach(page, ["ready"]))[0];
}

/** Changes settings of a video; `choose` works on the form. Gives the address to share. */
export async function settings(page, id, choose) {
  await page.goto(`/space/videos/${id}`);
  const form = page.locator(`form[action="/space/videos/${id}"]`);
  await choose(form);
  await form.getByRole("button").last().click();
  await page.locator("p.notice").waitFor();
  return shareAddress(page, id);
}

/** The address that the settings offer to share. */
export async function shareAddress(page, id) {
  await page.goto(`/space/videos/${id}`);
  return page.locator("#share-url").inputValue();
}

/** Deletes a video for good, through the question. */
export async function remove(page, id) {
  await page.goto(`/space/videos/${id}/delete`);
  const form = page.locator(`form[action="/space/videos/${id}/delete"]`);
  await form.locator('[name="confirm"]').check();
  await form.getByRole("button").click();
  await page.waitForURL("**/space*");
}
