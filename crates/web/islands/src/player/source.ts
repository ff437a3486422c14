/** What a page plays, and of whom it is asked. */

import type { Carried, PlayerConfig } from "./config.ts";
import type { Source } from "./engine.ts";
import { HashList } from "./integrity.ts";
import { Journal } from "./journal.ts";
import { Network } from "./network.ts";
import { Pathways } from "./pathways.ts";

/** The network of one page: the same until others serve the video. */
export class Networks {
  private current: Network | null = null;
  private carried: Carried | null = null;

  constructor() {
    addEventListener("pagehide", () => void this.current?.journal?.tell(true));
  }

  /** What is played by this configuration, its hashes on their way; null while there is nothing. */
  find(config: PlayerConfig): Omit<Source, "keys"> | null {
    const known = config.playlist ?? config.provisional;
    if (!known) return null;
    const absolute = (path: string) => new URL(path, location.href).href;
    const playlist = absolute(known);
    const network = this.of(config.carried);
    const list = config.playlist === null ? playlist.replace(/[^/]+$/, "integrity.json") : absolute(config.integrity);
    const hashes = new HashList(list, network, config.carried?.integrity_hash);
    hashes.prefetch();
    return { playlist, network, hashes };
  }

  private of(carried: Carried | null): Network {
    if (this.current && this.carried === carried) return this.current;
    this.current?.journal?.end();
    const journal = carried && new Journal(carried.report, carried.home);
    journal?.begin();
    this.carried = carried;
    this.current = new Network(new Pathways(carried?.pathways, carried?.home), journal);
    return this.current;
  }
}
