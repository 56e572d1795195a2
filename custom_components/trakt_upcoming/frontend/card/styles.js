/** How the card and its days look, in whatever theme. */

export const styles = new CSSStyleSheet();

styles.replaceSync(`
  :host {
    display: block;
    block-size: 100%;
    --faint: color-mix(in srgb, var(--primary-text-color) 10%, transparent);
  }

  ha-card {
    display: block;
    block-size: 100%;
    overflow: hidden auto;
    color: var(--primary-text-color);
    font-size: var(--ha-font-size-m);
    line-height: var(--ha-line-height-condensed);
  }

  [hidden] {
    display: none !important;
  }

  h3, p, ul, ol, dialog, dialog h2 {
    margin: 0;
    padding: 0;
  }

  ul, ol {
    list-style: none;
  }

  button {
    appearance: none;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    padding: 0;
    cursor: pointer;
  }

  :focus {
    outline: none;
  }

  :focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }

  /* Home Assistant's card styles its header, and leaves room for what comes without one. */
  .card-header {
    padding-block-end: 0;
    overflow-wrap: anywhere;
  }

  ha-alert {
    display: block;
    margin: var(--ha-space-4) var(--ha-space-4) 0;
  }

  .days {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: var(--ha-space-6) 12px;
    padding: var(--ha-space-4);
  }

  .day {
    --span: 1;
    inline-size: calc(var(--span) * (var(--poster) + 12px) - 12px);
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  .heading {
    display: flex;
    align-items: flex-end;
    justify-content: space-between;
    gap: var(--ha-space-2);
    margin-block-end: var(--ha-space-2);
  }

  h3 {
    min-inline-size: 0;
    font-weight: var(--ha-font-weight-normal);
    overflow-wrap: anywhere;
  }

  h3 .name {
    display: block;
    font-size: var(--ha-font-size-l);
    font-weight: var(--ha-font-weight-bold);
  }

  h3 .date {
    font-size: var(--ha-font-size-s);
    color: var(--secondary-text-color);
  }

  .count {
    display: none;
    padding: 0 var(--ha-space-2);
    border-radius: var(--ha-border-radius-pill);
    font-size: var(--ha-font-size-s);
    line-height: var(--ha-line-height-normal);
    color: var(--secondary-text-color);
    background: var(--faint);
  }

  .long .count {
    display: block;
  }

  .row {
    position: relative;
  }

  .row ul {
    display: flex;
    gap: 12px;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scroll-snap-type: x proximity;
    scrollbar-width: thin;
    scrollbar-color: var(--divider-color) transparent;
    /* Room for the ring around what has the focus. */
    padding: 4px;
    margin: -4px;
    scroll-padding-inline: 4px;
  }

  .row li {
    flex: none;
    scroll-snap-align: start;
  }

  .arrow {
    position: absolute;
    inset-block-start: calc(var(--poster) * 0.75 - var(--ha-space-5));
    z-index: 1;
    display: none;
    place-items: center;
    inline-size: var(--ha-space-10);
    block-size: var(--ha-space-10);
    border-radius: var(--ha-border-radius-circle);
    color: var(--primary-text-color);
    background: var(--card-background-color, Canvas);
    box-shadow: var(--ha-box-shadow-m);
    cursor: pointer;
  }

  .arrow.back {
    inset-inline-start: var(--ha-space-1);
  }

  .arrow.forward {
    inset-inline-end: var(--ha-space-1);
  }

  .arrow ha-icon:dir(rtl), .round ha-icon:dir(rtl) {
    transform: scaleX(-1);
  }

  /* Fingers push a row, of which part of the next poster is seen. */
  @media (hover: hover) {
    .more-before .arrow.back, .more-after .arrow.forward {
      display: grid;
    }
  }

  .more {
    inline-size: calc(var(--poster) * 0.7);
    block-size: calc(var(--poster) * 1.5);
    border-radius: var(--ha-border-radius-lg);
    text-align: center;
    font-weight: var(--ha-font-weight-medium);
    color: var(--primary-text-color);
    background: var(--faint);
  }

  .more-days {
    display: block;
    inline-size: calc(100% - 2 * var(--ha-space-4));
    margin: 0 var(--ha-space-4) var(--ha-space-4);
    padding: var(--ha-space-3);
    border-radius: var(--ha-border-radius-lg);
    text-align: center;
    font-weight: var(--ha-font-weight-medium);
    background: var(--faint);
  }

  .message {
    flex: 1;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--ha-space-3);
    padding: var(--ha-space-6) var(--ha-space-4);
    text-align: center;
    line-height: var(--ha-line-height-normal);
    color: var(--secondary-text-color);
    --mdc-icon-size: var(--ha-space-10);
  }

  /* The list. */

  .compact {
    flex-direction: column;
    align-items: stretch;
    gap: var(--ha-space-4);
  }

  .compact .day {
    inline-size: auto;
  }

  .compact .heading {
    justify-content: start;
    margin-block-end: var(--ha-space-1);
  }

  .compact h3 {
    display: flex;
    align-items: baseline;
    gap: var(--ha-space-2);
  }

  .compact ul {
    display: block;
    overflow: visible;
  }

  .compact li + li {
    border-block-start: 1px solid var(--divider-color);
  }

  .compact .more {
    inline-size: 100%;
    block-size: auto;
    padding: var(--ha-space-3);
    border-radius: var(--ha-border-radius-md);
    background: none;
    color: var(--secondary-text-color);
  }

  @media (hover: hover) {
    .more:hover, .more-days:hover {
      filter: brightness(1.06);
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .row ul {
      scroll-behavior: smooth;
    }
  }
`);
