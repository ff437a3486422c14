// A person's space: giving it files, and what it says of a video.

/** How long a short clip may take from its last byte to being whole, on a busy machine, in ms. */
export const READY_LIMIT_MS = 120_000;

/** Gives files to the place where they are dropped; does not wait. */
export async function giveFiles(page, ...files) {
  await page.goto("/space");
  await page.locator('input[type="file"]').setInputFiles(files);
}

/** The first video of the list that is in one of the states (`data-state`); gives its id and its state. */
export async function reaches(page, ...states) {
  const selector = states.map((state) => `li[data-video][data-state="${state}"]`).join(", ");
  const row = page.locator(selector).first();
  await row.waitFor({ timeout: READY_LIMIT_MS });
  return { id: await row.getAttribute("data-video"), state: await row.getAttribute("data-state") };
}

/** Waits until a video of the list is whole; gives its id. */
export async function published(page) {
  return (await reaches(page, "ready")).id;
}

/** Gives a file and waits until it is a video; gives its id. */
export async function upload(page, file) {
  await giveFiles(page, file);
  return published(page);
}

/** Changes settings of a video; `choose` works on the form. Gives the address to share. */
export async function settings(page, id, choose) {
  await page.goto(`/space/videos/${id}`);
  const form = page.locator(`form[action="/space/videos/${id}"]`);
  await choose(form);
  await form.getByRole("button").last().click();
  await page.locator("p.notice").waitFor();
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
