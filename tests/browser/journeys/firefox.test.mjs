// The sample in a second browser: Debian's Firefox, over WebDriver BiDi.
import assert from "node:assert/strict";
import { test } from "node:test";
import puppeteer from "puppeteer-core";
import { journey } from "../harness/journey.mjs";
import { until } from "../harness/until.mjs";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const world = journey();

test("the sample plays to its end in Firefox, with sound", async (t) => {
  const { id, watch_url } = world.videos.Short;
  await until(async () => (await (await fetch(`${world.member.url}/api/v1/videos/${id}/status`)).json()).state === "ready", "the sample is ready");
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true });
  t.after(() => browser.close());
  const page = await browser.newPage();
  const broken = [];
  page.on("pageerror", (error) => broken.push(error.message));
  page.on("request", (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && !request.url().startsWith(`${world.member.url}/`)) broken.push(request.url());
  });
  await page.goto(watch_url);
  await (await page.waitForSelector('#player.ready button[aria-label="Play"]')).click();
  await page.waitForFunction(() => document.querySelector("video").ended, { polling: 100, timeout: 180_000 });
  const end = await page.evaluate(() => {
    const video = document.querySelector("video");
    return { at: video.currentTime, length: video.duration, sound: video.mozHasAudio, frames: video.getVideoPlaybackQuality().totalVideoFrames };
  });
  const told = JSON.stringify(end);
  assert.ok(Math.abs(end.length - 5) < 0.3 && Math.abs(end.at - end.length) < 0.2, told);
  assert.equal(end.sound, true, told);
  assert.ok(end.frames > 100, told);
  assert.deepEqual(broken, []);
});
