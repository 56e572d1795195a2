/** Makes and arranges elements. What it is given as text enters the page as text. */

/** Return an element with these attributes and children; children that are missing are left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

/** Let an element have exactly these children; those that stay are not touched, so that they keep focus and scrolling. */
export function arrange(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.childNodes]) {
    if (!wanted.has(child)) {
      child.remove();
    }
  }
  children.forEach((child, place) => {
    if (parent.childNodes[place] !== child) {
      parent.insertBefore(child, parent.childNodes[place] ?? null);
    }
  });
}

/** Return an address if a browser may be sent there, else undefined. */
export function webAddress(address) {
  return typeof address === "string" && /^https?:\/\//i.test(address) ? address : undefined;
}
