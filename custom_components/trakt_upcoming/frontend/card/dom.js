/** Makes and arranges elements. What it is given as text enters the page as text. */

/** @import { ElementNamed } from "./types" */

/**
 * Return an element with these attributes and children; those that are missing are left out.
 * @template {string} Name
 * @param {Name} name
 * @param {Record<string, string | number | undefined>} attributes
 * @param {(Node | string | undefined)[]} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) {
      made.setAttribute(key, String(value));
    }
  }
  made.append(...children.filter((child) => child !== undefined));
  return /** @type {ElementNamed<Name>} */ (made);
}

/**
 * Return one of Home Assistant's icons, for the eye only.
 * @param {string} name
 */
export function icon(name) {
  return element("ha-icon", { icon: name, "aria-hidden": "true" });
}

/**
 * Let an element have exactly these children; those that stay are not touched, so that they keep focus and scrolling.
 * @param {Element} parent
 * @param {Element[]} children
 */
export function arrange(parent, children) {
  /** @type {Set<Node>} */
  const wanted = new Set(children);
  for (const child of [...parent.childNodes]) {
    if (!wanted.has(child)) {
      child.remove();
    }
  }
  children.forEach((child, position) => {
    if (parent.childNodes[position] !== child) {
      parent.insertBefore(child, parent.childNodes[position] ?? null);
    }
  });
}

/**
 * Return an address if a browser may be sent there, else undefined.
 * @param {unknown} address
 */
export function webAddress(address) {
  return typeof address === "string" && /^https?:\/\//i.test(address) ? address : undefined;
}
