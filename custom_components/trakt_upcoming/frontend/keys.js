/** Where the arrow keys lead. */

/** Return the button to which a key leads from another one, undefined where it leads nowhere. */
export function neighbour(button, key, { isList, isRightToLeft }) {
  const day = button.closest("section");
  const ofDay = [...day.querySelectorAll("button")];
  const all = [...day.parentElement.querySelectorAll("button")];
  const after = (buttons, step) => buttons[buttons.indexOf(button) + step];
  const forward = isRightToLeft ? -1 : 1;
  const ways = {
    ArrowRight: () => after(ofDay, forward),
    ArrowLeft: () => after(ofDay, -forward),
    ArrowUp: () => (isList ? after(all, -1) : day.previousElementSibling?.querySelector("button")),
    ArrowDown: () => (isList ? after(all, 1) : day.nextElementSibling?.querySelector("button")),
    Home: () => ofDay[0],
    End: () => ofDay.at(-1),
  };
  return ways[key]?.();
}
