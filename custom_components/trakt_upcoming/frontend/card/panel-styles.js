/** How the panel looks, in whatever theme. */

export const panelStyles = new CSSStyleSheet();

panelStyles.replaceSync(`
  dialog {
    --panel: min(560px, 100vw - 2 * var(--ha-space-4));
    inline-size: var(--panel);
    max-block-size: min(860px, 100dvh - 2 * var(--ha-space-4));
    margin: auto;
    border: 0;
    border-radius: var(--ha-dialog-border-radius, var(--ha-border-radius-3xl));
    overflow: hidden auto;
    overscroll-behavior: contain;
    color: var(--primary-text-color);
    background: var(--ha-dialog-surface-background, var(--card-background-color, Canvas));
    box-shadow: var(--ha-box-shadow-l);
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 55%);
  }

  .panel {
    position: relative;
  }

  .panel .picture {
    position: relative;
    aspect-ratio: 16 / 9;
  }

  .round {
    position: absolute;
    z-index: 1;
    display: grid;
    place-items: center;
    inline-size: var(--ha-space-10);
    block-size: var(--ha-space-10);
    border-radius: var(--ha-border-radius-circle);
    color: var(--primary-text-color);
    background: color-mix(in srgb, var(--card-background-color, Canvas) 88%, transparent);
  }

  .round:disabled {
    display: none;
  }

  .close {
    inset-block-start: var(--ha-space-3);
    inset-inline-end: var(--ha-space-3);
  }

  .previous, .next {
    inset-block-start: calc(var(--panel) * 9 / 32 - var(--ha-space-5));
  }

  .previous {
    inset-inline-start: var(--ha-space-3);
  }

  .next {
    inset-inline-end: var(--ha-space-3);
  }

  .details {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: var(--ha-space-3);
    padding: var(--ha-space-5) var(--ha-space-6) var(--ha-space-6);
    line-height: var(--ha-line-height-normal);
  }

  /* However long a word is, it stays in the panel. */
  .details > * {
    max-inline-size: 100%;
    overflow-wrap: anywhere;
  }

  .title-block .mark {
    margin-block-end: 6px;
  }

  dialog h2 {
    font-size: var(--ha-font-size-2xl);
    font-weight: var(--ha-font-weight-medium);
    line-height: var(--ha-line-height-condensed);
  }

  dialog .subtitle {
    display: block;
    margin-block-start: var(--ha-space-1);
    font-size: var(--ha-font-size-l);
    line-height: inherit;
  }

  dialog .subtitle > * {
    white-space: normal;
  }

  .when {
    font-weight: var(--ha-font-weight-medium);
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ha-space-1) var(--ha-space-4);
    color: var(--secondary-text-color);
    --mdc-icon-size: 18px;
  }

  .facts li {
    display: flex;
    align-items: center;
    gap: 6px;
  }

  .episodes li {
    display: flex;
    gap: var(--ha-space-3);
    padding: 2px 0;
  }

  .episodes .number {
    color: var(--secondary-text-color);
    font-variant-numeric: tabular-nums;
  }

  .links {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ha-space-2);
    margin-block-start: var(--ha-space-1);
    --mdc-icon-size: var(--ha-space-5);
  }

  .links a {
    display: flex;
    align-items: center;
    gap: var(--ha-space-2);
    padding: var(--ha-space-2) var(--ha-space-4);
    border-radius: var(--ha-border-radius-pill);
    font-weight: var(--ha-font-weight-medium);
    text-decoration: none;
    color: var(--primary-text-color);
    background: var(--faint);
  }

  .attribution {
    font-size: var(--ha-font-size-s);
    color: var(--secondary-text-color);
  }

  @media (hover: hover) {
    .links a:hover, .round:hover {
      filter: brightness(1.06);
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    dialog[open] {
      animation: appear var(--ha-animation-duration-fast) ease-out;
    }
  }

  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }
`);
