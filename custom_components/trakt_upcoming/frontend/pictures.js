/** Pictures that are fetched when somebody sees them, over a drawing that stays where there is none. */

import { element, webAddress } from "./dom.js";

/** How far below the screen a picture counts as seen: less than a row. */
const AHEAD = "200px";

/** Where Home Assistant serves pictures, and how it is asked to draw nothing in place of one that it cannot get. */
const SERVED_AT_HOME = "/api/trakt_upcoming/artwork/";
const OR_NOTHING = "?or=nothing";

/** The addresses of pictures that nobody has seen yet, by their places. */
const waiting = new WeakMap();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        observer.unobserve(target);
        load(target, waiting.get(target));
      }
    }
  },
  { rootMargin: `0px 0px ${AHEAD} 0px` },
);

/** Return a place for a picture; what it shows is said elsewhere. */
export function picture(address, hass, icon, name) {
  const place = element(
    "span",
    { class: "picture", "aria-hidden": "true" },
    element("span", { class: "drawing" }, element("ha-icon", { icon }), element("bdi", {}, name)),
  );
  const complete = pictureAddress(address, hass);
  if (complete === undefined) {
    place.classList.add("missing");
  } else {
    waiting.set(place, complete);
    observer.observe(place);
  }
  return place;
}

/** Try once more to load the pictures that could not be loaded. */
export function retryPictures(root) {
  root.querySelectorAll(".picture.failed").forEach((place) => {
    place.classList.remove("failed");
    observer.observe(place);
  });
}

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

/** Return where a picture is; one that Home Assistant serves has an address without a host. */
function pictureAddress(address, hass) {
  if (typeof address === "string" && /^\/(?!\/)/.test(address)) {
    const wanted = address.startsWith(SERVED_AT_HOME) ? address + OR_NOTHING : address;
    return hass.hassUrl?.(wanted) ?? wanted;
  }
  return webAddress(address);
}
