// A person's space: giving it files, and what becomes of them.
import assert from "node:assert/strict";
import { until } from "../harness/until.mjs";

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

/** Opens the space; what is uploaded there is followed. */
export async function openSpace(page) {
  follow(page);
  await page.goto("/space");
}

/** Opens the space and chooses files; does not wait. */
export async function giveFiles(page, ...files) {
  await openSpace(page);
  await page.getByLabel("Choose videos").setInputFiles(files);
}

/** The uploads of this page, newest first. */
export const uploads = (page) => page.getByRole("list", { name: "Uploads" }).getByRole("listitem");

/** Opens the space again and goes on with an upload that stopped, by choosing its file. */
export async function goOn(page, file) {
  await openSpace(page);
  await uploads(page).locator('input[type="file"]').setInputFiles(file);
}

/** Waits until `count` of the page's uploads are videos in one of `states`; gives their ids. */
export async function reach(page, states, count = 1) {
  const there = async () => {
    const seen = await Promise.all([...followed.get(page)].map(async (id) => [id, await state(page, id)]));
    assert.ok(!seen.some(([, state]) => state === "failed"), JSON.stringify(seen));
    const reached = seen.filter(([, state]) => states.includes(state)).map(([id]) => id);
    return reached.length >= count && reached;
  };
  try {
    return await until(there, `${count} videos are ${states}`);
  } catch (cause) {
    throw new Error(`the page shows: ${await uploads(page).allInnerTexts()}`, { cause });
  }
}

/** The state of a video as the page may ask it. */
export async function state(page, id) {
  const answer = await page.request.get(`/api/v1/videos/${id}/status`);
  return answer.ok() ? (await answer.json()).state : answer.status();
}

/** Waits until a video that anybody may ask about is whole. */
export async function ready(page, id) {
  await until(async () => (await state(page, id)) === "ready", `${id} is ready`);
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
  await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
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
