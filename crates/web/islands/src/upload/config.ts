/** What the server tells the upload island: `view::space` in JSON. */

import type { Labels } from "../page.ts";

export interface UploadConfig {
  /** Where uploads are made (tus 1.0). */
  endpoint: string;
  csrf: string;
  /** Whose space it is: what the browser remembers is theirs. */
  account: string;
  limit_bytes: number;
  lang: string;
  labels: Labels;
}
