/** The watch page's island. hls.js is a chunk of its own, loaded by the player. */

import { configuration, element } from "./page.ts";
import type { PlayerConfig } from "./player/config.ts";
import { Player } from "./player/player.ts";
import { frame } from "./player/screen.ts";
import { wait } from "./player/waiting.ts";

const config = configuration<PlayerConfig>("player-config");
const root = element("player", HTMLDivElement);
const video = element("video", HTMLVideoElement);

if (config && root && video) {
  frame(root);
  void new Player(root, video, config).start();
  // Another key in the address is another video to this page.
  addEventListener("hashchange", () => location.reload());
}

const waiting = element("waiting", HTMLDivElement);
if (waiting) wait(waiting);
