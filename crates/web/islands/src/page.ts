/** What the server tells an island, in a JSON block of the page: its configuration and its words. */

export type Labels = Readonly<Record<string, string>>;

/** Reads the JSON block with this id, of this page or of one that was fetched. */
export function configuration<T>(id: string, page: Document = document): T | null {
  const block = page.getElementById(id);
  return block?.textContent ? (JSON.parse(block.textContent) as T) : null;
}

/** The element with this id, if it is of the kind that the island needs. */
export function element<T extends Element>(id: string, kind: new () => T): T | null {
  const found = document.getElementById(id);
  return found instanceof kind ? found : null;
}

/** A label with its places (`%name%`) filled in. A missing label shows its key, which the tests of the page forbid. */
export function fill(labels: Labels, key: string, values: Readonly<Record<string, string>> = {}): string {
  const label = labels[key] ?? key;
  return label.replace(/%([a-z]+)%/g, (place, name: string) => values[name] ?? place);
}
