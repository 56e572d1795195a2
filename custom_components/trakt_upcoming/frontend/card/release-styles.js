/** How a release looks as a poster, and as a line of a list. */

export const releaseStyles = new CSSStyleSheet();

releaseStyles.replaceSync(`
  .poster {
    display: block;
    inline-size: var(--poster);
    border-radius: var(--ha-border-radius-lg);
  }

  .frame {
    display: block;
    position: relative;
    aspect-ratio: 2 / 3;
    margin-block-end: var(--ha-space-2);
    border-radius: var(--ha-border-radius-lg);
    overflow: hidden;
    box-shadow: var(--ha-box-shadow-s);
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
    gap: var(--ha-space-2);
    block-size: 100%;
    padding: var(--ha-space-3);
    box-sizing: border-box;
    text-align: center;
    font-weight: var(--ha-font-weight-medium);
    overflow-wrap: anywhere;
    color: var(--secondary-text-color);
    --mdc-icon-size: var(--ha-space-8);
  }

  .picture:is(.missing, .failed) .drawing {
    display: flex;
  }

  .frame .time {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-start: 6px;
    max-inline-size: calc(100% - 12px);
    box-sizing: border-box;
    padding: 2px 6px;
    border-radius: var(--ha-border-radius-md);
    font-size: min(var(--ha-font-size-s), calc(var(--poster) * 0.11));
    font-weight: var(--ha-font-weight-bold);
    font-variant-numeric: tabular-nums;
    line-height: 1.4;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--primary-text-color);
    background: color-mix(in srgb, var(--card-background-color, Canvas) 90%, transparent);
  }

  .mark {
    display: inline-block;
    padding: 2px 8px;
    border-radius: var(--ha-border-radius-md);
    font-size: var(--ha-font-size-s);
    font-weight: var(--ha-font-weight-medium);
    line-height: 1.4;
    color: var(--card-background-color, Canvas);
    background: var(--primary-text-color);
  }

  .frame .mark {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    padding: 4px 6px;
    border-radius: 0;
    text-align: center;
  }

  /* A text is cut at its own end, but stands where texts of the page begin. */
  .title, .episode-title, dialog [dir="auto"] {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }

  /* All titles are as high, so that what is below them lines up. */
  .title {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    min-block-size: 2.6em;
    overflow: hidden;
    font-size: var(--ha-font-size-m);
    font-weight: var(--ha-font-weight-medium);
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  .subtitle {
    display: flex;
    gap: 0.3em;
    font-size: var(--ha-font-size-s);
    line-height: 1.4;
    color: var(--secondary-text-color);
  }

  .subtitle > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .subtitle .number {
    flex: none;
    max-inline-size: 100%;
  }

  .line {
    display: flex;
    align-items: center;
    gap: var(--ha-space-3);
    inline-size: 100%;
    padding: var(--ha-space-2) 4px;
    border-radius: var(--ha-border-radius-md);
  }

  .line .time {
    flex: 0 0 4.5em;
    font-variant-numeric: tabular-nums;
    color: var(--secondary-text-color);
  }

  .line .names {
    flex: 1;
    min-inline-size: 0;
  }

  .line .title {
    -webkit-line-clamp: 1;
    min-block-size: 0;
  }

  .line .mark {
    flex: 0 1 auto;
  }

  @media (hover: hover) {
    .poster:hover .frame {
      filter: brightness(1.06);
    }

    .line:hover {
      background: var(--faint);
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .picture img {
      transition: opacity var(--ha-animation-duration-normal) ease-out;
    }

    .poster .frame {
      transition: transform var(--ha-animation-duration-fast) ease-out;
    }

    .poster:hover .frame {
      transform: translateY(-2px);
    }
  }
`);
