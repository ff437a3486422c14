/** Building elements without HTML in strings, as the content policy and safety want. */

type Attributes = Readonly<Record<string, string | boolean>>;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** Filled shapes on a 24 by 24 grid. */
const SHAPES = {
  play: "M7 4v16l13-8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  replay: "M12 5V1L7 6l5 5V7a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z",
  loud: "M3 9v6h4l5 5V4L7 9zM15 8.500a4 4 0 0 1 0 7zM15 3.800v2.100a6.500 6.500 0 0 1 0 12.200v2.100a8.500 8.500 0 0 0 0-16.400z",
  silent: "M3 9v6h4l5 5V4L7 9zM21 9.400 19.600 8 17.500 10.100 15.400 8 14 9.400l2.100 2.100L14 13.600 15.400 15l2.100-2.100 2.100 2.100 1.400-1.400-2.100-2.100z",
  settings: "M10 2h4l.5 2.700 1.700 1 2.600-.9 2 3.400-2.100 1.800v2l2.100 1.800-2 3.400-2.600-.9-1.700 1L14 22h-4l-.5-2.700-1.700-1-2.600.9-2-3.400 2.100-1.800v-2L3.200 8.200l2-3.400 2.600.9 1.700-1zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  full: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z",
  small: "M8 4h2v6H4V8h4zM14 4h2v4h4v2h-6zM4 14h6v6H8v-4H4zM14 14h6v2h-4v4h-2z",
  picture: "M3 5h18v14H3zM5 7v10h14V7zM12 12h6v4h-6z",
  keys: "M2 6h20v12H2zM4 8v8h16V8zM6 10h2v2H6zM10 10h2v2h-2zM14 10h2v2h-2zM7 13h10v2H7z",
} as const;

export type Shape = keyof typeof SHAPES;

export function picture(shape: Shape): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[shape]);
  path.setAttribute("fill", "currentColor");
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}

/** A button that shows a picture and is called by its label. */
export function pictureButton(shape: Shape, label: string): HTMLButtonElement {
  const button = make("button", { type: "button", class: "player-button" }, picture(shape));
  relabel(button, shape, label);
  return button;
}

export function relabel(button: HTMLButtonElement, shape: Shape, label: string): void {
  if (button.dataset.shape === shape && button.title === label) return;
  button.dataset.shape = shape;
  button.replaceChildren(picture(shape));
  button.setAttribute("aria-label", label);
  button.title = label;
}
