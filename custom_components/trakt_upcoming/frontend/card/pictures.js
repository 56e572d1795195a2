/** Pictures that are fetched when somebody sees them, over a drawing that stays where there is none. */

import { element, icon, webAddress } from "./dom.js";

/** @import { HomeAssistant } from "./types" */

/** How far below the screen a picture counts as seen: less than a row. */
const AHEAD = "200px";

/** Where Home Assistant serves pictures, and how it is asked to draw nothing in place of one that it cannot get. */
const SERVED_AT_HOME = "/api/trakt_upcoming/artwork/";
const OR_NOTHING = "?or=nothing";

/**
 * The addresses of pictures by their places.
 * @type {WeakMap<Element, string>}
 */
const addresses = new WeakMap();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      const address = addresses.get(target);
      if (isIntersecting && address !== undefined) {
        observer.unobserve(target);
        load(target, address);
      }
    }
  },
  { rootMargin: `0px 0px ${AHEAD} 0px` },
);

/**
 * Return a place for a picture; what it shows is said elsewhere.
 * @param {string | null | undefined} address
 * @param {HomeAssistant} hass
 * @param {string} iconName
 * @param {string} name
 */
export function picture(address, hass, iconName, name) {
  const place = element(
    "span",
    { class: "picture", "aria-hidden": "true" },
    element("span", { class: "drawing" }, icon(iconName), element("bdi", {}, name)),
  );
  const complete = pictureAddress(address, hass);
  if (complete === undefined) {
    place.classList.add("missing");
  } else {
    addresses.set(place, complete);
    observer.observe(place);
  }
  return place;
}

/**
 * Try once more to load the pictures that could not be loaded.
 * @param {ParentNode} root
 */
export function retryPictures(root) {
  root.querySelectorAll(".picture.failed").forEach((place) => {
    place.classList.remove("failed");
    observer.observe(place);
  });
}

/**
 * @param {Element} place
 * @param {string} address
 */
function load(place, address) {
  const image = element("img", { alt: "", loading: "lazy", decoding: "async" });
  image.addEventListener("load", () => place.classList.add("loaded"));
  image.addEventListener("error", () => {
    image.remove();
    place.classList.add("failed");
  });
  image.src = address;
  place.append(image);
}

/**
 * Return where a picture is; one that Home Assistant serves has an address without a host.
 * @param {string | null | undefined} address
 * @param {HomeAssistant} hass
 */
function pictureAddress(address, hass) {
  if (typeof address === "string" && /^\/(?!\/)/.test(address)) {
    const wanted = address.startsWith(SERVED_AT_HOME) ? address + OR_NOTHING : address;
    return hass.hassUrl?.(wanted) ?? wanted;
  }
  return webAddress(address);
}
