/** How the panel looks, in whatever theme. */

export const panelStyles = new CSSStyleSheet();

panelStyles.replaceSync(`
  dialog {
    inline-size: min(560px, 100vw - 32px);
    max-block-size: min(860px, 100dvh - 32px);
    margin: auto;
    border: 0;
    border-radius: var(--ha-dialog-border-radius, 24px);
    overflow: hidden auto;
    overscroll-behavior: contain;
    color: var(--primary-text-color);
    background: var(--ha-dialog-surface-background, var(--card-background-color, Canvas));
    box-shadow: 0 12px 48px rgb(0 0 0 / 40%);
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

  .close {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-end: 12px;
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    color: var(--primary-text-color);
    background: color-mix(in srgb, var(--card-background-color, Canvas) 88%, transparent);
  }

  .details {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 12px;
    padding: 20px 24px 24px;
    line-height: 1.5;
  }

  header .mark {
    margin-block-end: 6px;
    font-size: 12px;
  }

  dialog h2 {
    font-size: 24px;
    font-weight: 600;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }

  dialog .subtitle {
    margin-block-start: 4px;
    font-size: 15px;
    white-space: normal;
  }

  .when {
    font-weight: 500;
  }

  .when::first-letter {
    text-transform: uppercase;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    color: var(--secondary-text-color);
    --mdc-icon-size: 18px;
  }

  .facts li {
    display: flex;
    align-items: center;
    gap: 6px;
  }

  .overview {
    overflow-wrap: anywhere;
  }

  .episodes li {
    display: flex;
    gap: 12px;
    padding: 2px 0;
  }

  .episodes .number {
    color: var(--secondary-text-color);
    font-variant-numeric: tabular-nums;
  }

  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 4px;
    --mdc-icon-size: 20px;
  }

  .links a {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 16px;
    border-radius: 20px;
    font-weight: 500;
    text-decoration: none;
    color: var(--primary-text-color);
    background: var(--faint);
  }

  .attribution {
    font-size: 12px;
    color: var(--secondary-text-color);
  }

  @media (hover: hover) {
    .links a:hover, .close:hover {
      filter: brightness(1.06);
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    dialog[open] {
      animation: appear 180ms ease-out;
    }
  }

  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }
`);
