/** What the server tells the player: `view::player::PlayerConfig` in JSON. */

import type { Labels } from "../page.ts";
import type { SealedPart } from "../sealed.ts";
import type { Pathway } from "./pathways.ts";

export interface PlayerConfig {
  id: string;
  playlist: string | null;
  provisional: string | null;
  integrity: string;
  carried: Carried | null;
  status: string;
  poster: string | null;
  has_picture: boolean;
  visibility: "public" | "unlisted" | "password" | "private";
  sealed: SealedPart | null;
  lang: string;
  labels: Labels;
}

/** Which members serve the video: `view::player::Carried` in JSON. */
export interface Carried {
  pathways: readonly Pathway[];
  report: string;
  home: string;
  integrity_hash: string;
}

/** How far the video is: `GET /api/v1/videos/{id}/status`. */
export interface Status {
  state: "uploading" | "waiting" | "processing" | "playable" | "ready" | "failed";
  permille: number | null;
  reason: string | null;
  playlist: string | null;
  provisional: string | null;
}
