/** How the agenda looks, in whatever theme. */

export const styles = new CSSStyleSheet();

styles.replaceSync(`
  :host {
    display: block;
    block-size: 100%;
    --radius: 10px;
    --faint: color-mix(in srgb, var(--primary-text-color) 10%, transparent);
  }

  ha-card {
    display: block;
    block-size: 100%;
    overflow: hidden auto;
    container-type: inline-size;
    color: var(--primary-text-color);
  }

  [hidden] {
    display: none !important;
  }

  h2, h3, p, ul, ol, dialog {
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

  .card-header {
    padding: 16px 16px 0;
    font-size: var(--ha-card-header-font-size, 24px);
    font-weight: normal;
    line-height: 1.3;
  }

  .notice:not(:empty) {
    margin: 12px 16px 0;
    padding: 8px 12px;
    border-radius: var(--radius);
    background: color-mix(in srgb, var(--warning-color, orange) 20%, transparent);
  }

  .days {
    /* Part of the next poster is seen, so that people find out that rows can be scrolled. */
    --poster: calc((100cqi - 32px) / 2.75);
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 20px 24px;
    padding: 16px;
  }

  .day {
    flex: 0 1 auto;
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  /* A heading is as wide as its posters, however long it is. */
  h3 {
    inline-size: 0;
    min-inline-size: 100%;
    margin-block-end: 8px;
    font-weight: normal;
    line-height: 1.25;
  }

  h3 .name {
    display: block;
    font-size: 17px;
    font-weight: 600;
  }

  h3 .name::first-letter {
    text-transform: uppercase;
  }

  h3 .date {
    font-size: 13px;
    color: var(--secondary-text-color);
  }

  ul[role="list"] {
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

  li {
    flex: none;
    scroll-snap-align: start;
  }

  .poster {
    display: block;
    inline-size: var(--poster);
    border-radius: var(--radius);
  }

  .frame {
    display: block;
    position: relative;
    aspect-ratio: 2 / 3;
    margin-block-end: 8px;
    border-radius: var(--radius);
    overflow: hidden;
    box-shadow: 0 1px 3px var(--faint), 0 4px 12px var(--faint);
  }

  .picture {
    display: block;
    position: absolute;
    inset: 0;
    overflow: hidden;
    background:
      linear-gradient(160deg, transparent, color-mix(in srgb, var(--primary-color) 22%, transparent)),
      var(--secondary-background-color);
  }

  .picture img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    opacity: 0;
  }

  .picture.loaded img {
    opacity: 1;
  }

  .drawing {
    display: none;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    block-size: 100%;
    padding: 12px;
    box-sizing: border-box;
    text-align: center;
    font-size: 13px;
    font-weight: 500;
    line-height: 1.2;
    overflow-wrap: anywhere;
    color: var(--secondary-text-color);
    --mdc-icon-size: 32px;
  }

  .picture:is(.missing, .failed) .drawing {
    display: flex;
  }

  .frame .time {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-start: 6px;
    padding: 2px 7px;
    border-radius: 7px;
    font-size: 12px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    line-height: 1.4;
    color: var(--primary-text-color);
    background: color-mix(in srgb, var(--card-background-color, Canvas) 90%, transparent);
  }

  .mark {
    display: inline-block;
    padding: 2px 7px;
    border-radius: 7px;
    font-size: 11px;
    font-weight: 600;
    line-height: 1.4;
    color: var(--card-background-color, Canvas);
    background: color-mix(in srgb, var(--primary-text-color) 92%, transparent);
  }

  .frame .mark {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    padding: 4px 6px;
    border-radius: 0;
    text-align: center;
  }

  .title {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    font-size: 14px;
    font-weight: 500;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  .subtitle {
    display: block;
    font-size: 12px;
    line-height: 1.4;
    color: var(--secondary-text-color);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .more {
    inline-size: calc(var(--poster) * 0.7);
    block-size: calc(var(--poster) * 1.5);
    border-radius: var(--radius);
    text-align: center;
    font-weight: 500;
    color: var(--primary-text-color);
    background: var(--faint);
  }

  .message {
    flex: 1;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 12px;
    padding: 24px 16px;
    text-align: center;
    line-height: 1.5;
    color: var(--secondary-text-color);
    --mdc-icon-size: 40px;
  }

  /* The list. */

  .compact {
    flex-direction: column;
    align-items: stretch;
    gap: 16px;
  }

  .compact h3 {
    display: flex;
    align-items: baseline;
    gap: 8px;
    margin-block-end: 4px;
  }

  .compact ul {
    display: block;
    overflow: visible;
  }

  .compact li + li {
    border-block-start: 1px solid var(--divider-color);
  }

  .line {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    padding: 8px 4px;
    border-radius: 6px;
  }

  .line .time {
    flex: 0 0 4.5em;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
    color: var(--secondary-text-color);
  }

  .line .names {
    flex: 1;
    min-inline-size: 0;
  }

  .line .title {
    -webkit-line-clamp: 1;
  }

  .line .mark {
    flex: 0 1 auto;
  }

  .compact .more {
    inline-size: 100%;
    block-size: auto;
    padding: 10px;
    border-radius: 6px;
    background: none;
    color: var(--secondary-text-color);
  }

  @container (min-width: 400px) {
    .days {
      --poster: calc((100cqi - 32px) / 3.75);
    }
  }

  @container (min-width: 480px) {
    .days {
      --poster: 132px;
    }
  }

  @container (min-width: 900px) {
    .days {
      --poster: 148px;
      gap: 28px 32px;
      padding: 20px;
    }
  }

  @media (hover: hover) {
    .poster:hover .frame, .line:hover, .more:hover {
      filter: brightness(1.06);
    }

    .line:hover {
      background: var(--faint);
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .picture img {
      transition: opacity 250ms ease-out;
    }

    .poster .frame {
      transition: transform 150ms ease-out;
    }

    .poster:hover .frame {
      transform: translateY(-2px);
    }
  }
`);
